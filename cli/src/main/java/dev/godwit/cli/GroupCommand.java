package dev.godwit.cli;

import dev.godwit.client.Conversation;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.GroupChanged;
import dev.godwit.client.GroupInfo;
import dev.godwit.client.GroupRules;
import dev.godwit.client.Groups;
import dev.godwit.client.InvitePreview;
import dev.godwit.client.Reason;
import dev.godwit.client.Sending;
import dev.godwit.client.Tick;
import dev.godwit.wire.ConversationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// Groups: who is in them, what they are called, who may what.
@Command(
    name = "group",
    header = "Makes and changes groups; godwit group --help lists how.",
    description = "GROUP is a group's name or the id of its conversation.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class GroupCommand implements Runnable {
  /// The longest life that a node gives an invitation link.
  private static final int DAYS_MAX = 90;

  private static final Duration GLANCE = Duration.ofSeconds(10);
  private static final Duration ONLINE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration NAMES_TIMEOUT = Duration.ofMillis(500);
  private static final String GROUP = "GROUP";
  private static final String WHO = "@HANDLE";

  @ParentCommand private Main main = new Main();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().usage(main.shared().out());
  }

  private GroupOutput output() {
    return new GroupOutput(main.shared().out(), main.shared().isJson());
  }

  /// Opens the home, comes online, and does something with one group.
  private int in(String group, BiFunction<Groups, ConversationId, Integer> deed)
      throws InterruptedException {
    try (Godwit godwit = main.shared().open()) {
      requireOnline(godwit);
      return deed.apply(godwit.groups(), find(godwit, group));
    }
  }

  private static void requireOnline(Godwit godwit) throws InterruptedException {
    if (!godwit.awaitOnline(ONLINE_TIMEOUT)) {
      throw new GodwitException(
          Reason.Local.NODE_UNREACHABLE,
          "The node cannot be reached, and a group is changed there; try again when it can.");
    }
  }

  static ConversationId find(Godwit godwit, String group) {
    if (group.matches("[0-9a-f]{32}")) {
      return ConversationId.parse(group);
    }
    List<Conversation> named = Recipients.groups(godwit, group);
    if (named.size() != 1) {
      throw new GodwitException(
          Reason.Local.UNKNOWN_CONVERSATION,
          named.isEmpty()
              ? "There is no group “%s” here; `godwit conversations` lists them.".formatted(group)
              : "There are several groups “%s”; name it by the id of its conversation."
                  .formatted(group));
    }
    return named.getFirst().id();
  }

  private int tell(String what, GroupChanged changed) {
    if (changed.isDone()) {
      output().changed(what, changed);
      return Exit.OK;
    }
    main.shared().output().error(changed.code(), changed.sentence());
    return Exit.REFUSED;
  }

  // --- Who is in it ---

  @Command(header = "Makes a group with people in it.", mixinStandardHelpOptions = true)
  int create(
      @Parameters(paramLabel = "NAME") String name,
      @Parameters(paramLabel = WHO, arity = "0..*") @Nullable List<String> people,
      @Option(names = "--description", defaultValue = "") String description,
      @Option(names = "--picture", paramLabel = "FILE", description = "A JPEG or PNG.")
          @Nullable Path picture)
      throws InterruptedException {
    try (Godwit godwit = main.shared().open()) {
      requireOnline(godwit);
      List<String> others = people == null ? List.of() : people;
      byte[] bytes = picture == null ? new byte[0] : read(picture);
      return tell(
          "created",
          godwit.groups().create(name, description, bytes, others, GroupRules.NEW_GROUP));
    }
  }

  @Command(header = "Adds people, with all their devices.", mixinStandardHelpOptions = true)
  int add(
      @Parameters(paramLabel = GROUP) String group,
      @Parameters(paramLabel = WHO, arity = "1..*") List<String> people)
      throws InterruptedException {
    return in(group, (groups, id) -> tell("added", groups.add(id, people)));
  }

  @Command(header = "Removes people.", mixinStandardHelpOptions = true)
  int remove(
      @Parameters(paramLabel = GROUP) String group,
      @Parameters(paramLabel = WHO, arity = "1..*") List<String> people)
      throws InterruptedException {
    return in(group, (groups, id) -> tell("removed", groups.remove(id, people)));
  }

  @Command(header = "Leaves a group.", mixinStandardHelpOptions = true)
  int leave(
      @Parameters(paramLabel = GROUP) String group,
      @Option(names = "--delete", description = "And deletes it from this device.") boolean delete)
      throws InterruptedException {
    return in(
        group,
        (groups, id) -> {
          int code = tell("left", groups.leave(id));
          if (code == Exit.OK && delete) {
            groups.delete(id);
          }
          return code;
        });
  }

  @Command(header = "Makes somebody owner, admin or member.", mixinStandardHelpOptions = true)
  int role(
      @Parameters(paramLabel = GROUP) String group,
      @Parameters(paramLabel = WHO) String person,
      @Parameters(paramLabel = "owner|admin|member") String role)
      throws InterruptedException {
    return in(group, (groups, id) -> tell("role", groups.role(id, person, role)));
  }

  // --- What it shows ---

  @Command(header = "Gives it another name.", mixinStandardHelpOptions = true)
  int rename(
      @Parameters(paramLabel = GROUP) String group, @Parameters(paramLabel = "NAME") String name)
      throws InterruptedException {
    return saying(group, (groups, id) -> groups.rename(id, name));
  }

  @Command(header = "Gives it another description.", mixinStandardHelpOptions = true)
  int describe(
      @Parameters(paramLabel = GROUP) String group, @Parameters(paramLabel = "TEXT") String text)
      throws InterruptedException {
    return saying(group, (groups, id) -> groups.describe(id, text));
  }

  @Command(header = "Gives it another picture, or none.", mixinStandardHelpOptions = true)
  int picture(
      @Parameters(paramLabel = GROUP) String group,
      @Parameters(paramLabel = "FILE", arity = "0..1", description = "A JPEG or PNG.")
          @Nullable Path file)
      throws InterruptedException {
    byte[] bytes = file == null ? new byte[0] : read(file);
    return saying(group, (groups, id) -> groups.picture(id, bytes));
  }

  private int saying(String group, BiFunction<Groups, ConversationId, Sending> deed)
      throws InterruptedException {
    try (Godwit godwit = main.shared().open()) {
      Sent sent = new Sent(godwit, main.shared().output());
      try (Godwit.Listening _ = godwit.listen(sent::onEvent)) {
        requireOnline(godwit);
        return sent.await(deed.apply(godwit.groups(), find(godwit, group)), Tick.SENT, GLANCE);
      }
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Usage("The file " + file + " cannot be read.");
    }
  }

  @Command(
      header = "Says who may add, send, and change name and picture.",
      mixinStandardHelpOptions = true)
  int settings(
      @Parameters(paramLabel = GROUP) String group,
      @Option(names = "--add", paramLabel = "all|admins", defaultValue = "same") GroupRules.Who add,
      @Option(
              names = "--send",
              paramLabel = "all|admins",
              defaultValue = "same",
              description = "admins makes it an announcement-only group.")
          GroupRules.Who send,
      @Option(names = "--details", paramLabel = "all|admins", defaultValue = "same")
          GroupRules.Who details)
      throws InterruptedException {
    GroupRules rules = new GroupRules(add, send, details);
    return in(group, (groups, id) -> tell("settings", groups.rules(id, rules)));
  }

  @Command(
      header = "Shows its members, with roles and how far each has read.",
      mixinStandardHelpOptions = true)
  int info(@Parameters(paramLabel = GROUP) String group) throws InterruptedException {
    try (Godwit godwit = main.shared().open()) {
      Fresh.get(godwit, main.shared().output());
      ConversationId id = find(godwit, group);
      output().info(named(godwit, id), godwit.me().account());
      return Exit.OK;
    }
  }

  /// What this device has not heard of yet, handles and since when somebody is a member, is looked
  /// up with the first look, and waited for a moment.
  static GroupInfo named(Godwit godwit, ConversationId group) throws InterruptedException {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    try (Godwit.Listening _ = godwit.listen(events::add)) {
      long deadline = System.nanoTime() + NAMES_TIMEOUT.toNanos();
      GroupInfo info = godwit.groups().info(group);
      while (!isWhole(info)
          && events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) != null) {
        info = godwit.groups().info(group);
      }
      return info;
    }
  }

  private static boolean isWhole(GroupInfo info) {
    return info.members().stream()
        .noneMatch(member -> member.handle().isEmpty() || member.sinceMillis() == 0);
  }

  // --- Links and requests ---

  @Command(
      header = "Makes an invitation link, lists them, or revokes one.",
      mixinStandardHelpOptions = true)
  int link(
      @Parameters(paramLabel = "create|list|revoke") String what,
      @Parameters(paramLabel = GROUP) String group,
      @Parameters(paramLabel = "LINK", arity = "0..1") @Nullable String link,
      @Option(names = "--approval", description = "An admin lets in who asks.") boolean approval,
      @Option(names = "--days", paramLabel = "N", defaultValue = "7") int days)
      throws InterruptedException {
    if (days < 1 || days > DAYS_MAX) {
      throw new Usage("--days is 1 to " + DAYS_MAX + ".");
    }
    return in(
        group,
        (groups, id) -> {
          switch (what) {
            case "create" -> output().link(id, groups.link(id, Duration.ofDays(days), approval));
            case "list" -> groups.links(id).forEach(each -> output().link(id, each));
            case "revoke" -> {
              if (link == null) {
                throw new Usage("Which link? godwit group link list GROUP shows them.");
              }
              groups.revokeLink(id, link);
              output().changed("revoked", new GroupChanged(id, "", "", List.of()));
            }
            default -> throw new Usage("It is link create, link list or link revoke.");
          }
          return Exit.OK;
        });
  }

  @Command(header = "Asks to be let in by a link.", mixinStandardHelpOptions = true)
  int join(@Parameters(paramLabel = "LINK") String link) throws InterruptedException {
    try (Godwit godwit = main.shared().open()) {
      requireOnline(godwit);
      InvitePreview preview = godwit.groups().peek(link);
      output().joining(godwit.groups().join(link), preview);
      return Exit.OK;
    }
  }

  @Command(header = "Lists who asks to be let in.", mixinStandardHelpOptions = true)
  int requests(@Parameters(paramLabel = GROUP) String group) throws InterruptedException {
    return in(
        group,
        (groups, id) -> {
          List<GroupInfo.Request> all = groups.requests(id);
          if (all.isEmpty()) {
            main.shared().output().nothing("Nobody asks to be let in.");
          }
          all.forEach(request -> output().request(id, request));
          return Exit.OK;
        });
  }

  @Command(header = "Lets in who asks.", mixinStandardHelpOptions = true)
  int approve(
      @Parameters(paramLabel = GROUP) String group,
      @Parameters(paramLabel = WHO, arity = "1..*") List<String> people)
      throws InterruptedException {
    return in(group, (groups, id) -> tell("approved", groups.add(id, people)));
  }

  @Command(header = "Does not let in who asks.", mixinStandardHelpOptions = true)
  int refuse(
      @Parameters(paramLabel = GROUP) String group, @Parameters(paramLabel = WHO) String person)
      throws InterruptedException {
    String handle = Recipients.handle(person);
    return in(
        group,
        (groups, id) -> {
          GroupInfo.Request asked =
              groups.requests(id).stream()
                  .filter(request -> request.handle().equals(handle))
                  .findFirst()
                  .orElseThrow(() -> new Usage("@" + handle + " does not ask to be let in."));
          groups.refuse(id, asked.account());
          output().changed("refused", new GroupChanged(id, "", "", List.of()));
          return Exit.OK;
        });
  }

  @Command(
      name = "go-on",
      header = "Goes on with a group after a change of it was refused.",
      description =
          "Believes what the others have followed: this device joins the group as it is now.",
      mixinStandardHelpOptions = true)
  int goOn(@Parameters(paramLabel = GROUP) String group) throws InterruptedException {
    return in(
        group,
        (groups, id) -> {
          if (!groups.info(id).held()) {
            main.shared()
                .output()
                .nothing("Nothing of this group was refused; it goes on already.");
            return Exit.OK;
          }
          groups.letGoOn(id);
          output().changed("goes on", new GroupChanged(id, "", "", List.of()));
          return Exit.OK;
        });
  }
}
