package dev.godwit.client;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/// Groups of a device: from [Godwit#groups].
///
/// What changes a group is durable when the method returns to the device, and made as soon as that
/// is possible, again when somebody else was faster; each method waits for what comes of it. When
/// that takes longer than the timeout it throws TIMED_OUT, and the change is still made later. All
/// methods throw [GodwitException].
///
/// People are named by `@handle`.
public final class Groups {
  private final Godwit godwit;
  private final Function<GroupDeed, GroupReply> backend;
  private final Duration timeout;

  Groups(Godwit godwit, Function<GroupDeed, GroupReply> backend, Duration timeout) {
    this.godwit = godwit;
    this.backend = backend;
    this.timeout = timeout;
  }

  /// The same, waiting for changes as long as this.
  public Groups waiting(Duration longer) {
    return new Groups(godwit, backend, longer);
  }

  /// Makes a group with these people in it.
  public GroupChanged create(
      String name, String description, byte[] picture, List<String> people, GroupRules rules) {
    String encoded = Base64.getEncoder().encodeToString(picture);
    return changing(new GroupDeed.Create(name, description, encoded, people, rules));
  }

  public GroupChanged add(ConversationId group, List<String> people) {
    return changing(new GroupDeed.Add(group, people));
  }

  public GroupChanged remove(ConversationId group, List<String> people) {
    return changing(new GroupDeed.Remove(group, people));
  }

  /// @param role owner, admin or member
  public GroupChanged role(ConversationId group, String person, String role) {
    return changing(new GroupDeed.Role(group, person, role));
  }

  public GroupChanged rules(ConversationId group, GroupRules rules) {
    return changing(new GroupDeed.Rules(group, rules));
  }

  /// Waits until the group is one that was left here too: it can be deleted then.
  public GroupChanged leave(ConversationId group) {
    return changing(
        new GroupDeed.Leave(group),
        event -> event instanceof Event.Changed(var row) && row.id().equals(group) && row.left());
  }

  /// Says that the group has another name; it is sent as every message is.
  public Sending rename(ConversationId group, String name) {
    return said(new GroupDeed.Rename(group, name));
  }

  public Sending describe(ConversationId group, String description) {
    return said(new GroupDeed.Describe(group, description));
  }

  /// @param picture a JPEG or PNG, empty for none
  public Sending picture(ConversationId group, byte[] picture) {
    return said(new GroupDeed.Picture(group, Base64.getEncoder().encodeToString(picture)));
  }

  public GroupInfo info(ConversationId group) {
    return backend.apply(new GroupDeed.Info(group)).infos().getFirst();
  }

  /// Makes an invitation link, for admins.
  public InviteLink link(ConversationId group, Duration life, boolean approval) {
    return backend
        .apply(new GroupDeed.MakeLink(group, life.toSeconds(), approval))
        .links()
        .getFirst();
  }

  public List<InviteLink> links(ConversationId group) {
    return backend.apply(new GroupDeed.Links(group)).links();
  }

  /// @param link its id, or what was passed on to people
  public void revokeLink(ConversationId group, String link) {
    done(new GroupDeed.RevokeLink(group, link));
  }

  /// What a link leads to.
  public InvitePreview peek(String url) {
    return backend.apply(new GroupDeed.Peek(url)).previews().getFirst();
  }

  /// Asks to be let in by a link; answers which group it leads to.
  public ConversationId join(String url) {
    return backend.apply(new GroupDeed.Join(url)).group();
  }

  /// Who asks to be let in, for admins.
  public List<GroupInfo.Request> requests(ConversationId group) {
    return backend.apply(new GroupDeed.Requests(group)).requests();
  }

  public void refuse(ConversationId group, AccountId account) {
    done(new GroupDeed.Refuse(group, account));
  }

  /// Deletes a group that was left, with its history, from this device.
  public void delete(ConversationId group) {
    done(new GroupDeed.Delete(group));
  }

  /// Lets a group go on that was held because a change of it was refused.
  public void letGoOn(ConversationId group) {
    done(new GroupDeed.LetGoOn(group));
  }

  private void done(GroupDeed deed) {
    GroupReply reply = backend.apply(deed);
    assert reply.infos().isEmpty();
  }

  private Sending said(GroupDeed deed) {
    GroupReply reply = backend.apply(deed);
    return new Sending("", reply.group(), reply.intention());
  }

  private GroupChanged changing(GroupDeed deed) {
    return changing(deed, _ -> true);
  }

  /// @param shown of the event that shows what the change has led to
  private GroupChanged changing(GroupDeed deed, Predicate<Event> shown) {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    try (Godwit.Listening _ = godwit.listen(events::add)) {
      godwit.connect();
      return await(backend.apply(deed), events, shown);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late();
    }
  }

  private GroupChanged await(GroupReply reply, BlockingQueue<Event> events, Predicate<Event> shown)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Optional<GroupChanged> made = Optional.empty();
    boolean isShown = false;
    while (made.isEmpty() || (made.get().isDone() && !isShown)) {
      Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw late();
      }
      isShown |= shown.test(event);
      if (event instanceof Event.Wanted wanted && isFor(wanted, reply)) {
        made =
            Optional.of(
                new GroupChanged(
                    wanted.conversation(), wanted.code(), wanted.sentence(), wanted.leftOut()));
      }
    }
    return made.get();
  }

  private static boolean isFor(Event.Wanted wanted, GroupReply reply) {
    return wanted.conversation().equals(reply.group())
        && (reply.intention().isNone() || wanted.intention().equals(reply.intention()));
  }

  private static GodwitException late() {
    return new GodwitException(
        Reason.Local.TIMED_OUT,
        "The change was not made in time; this device keeps it and makes it as soon as it can.");
  }
}
