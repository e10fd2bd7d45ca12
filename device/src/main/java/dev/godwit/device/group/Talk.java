package dev.godwit.device.group;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupDetails;
import dev.godwit.device.content.Invitation;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.util.List;
import java.util.Optional;

/// Follows what members say about their group inside the encryption, where the node does not see
/// it: what it is called, and which links lead into it. Each is held against the sender's role at
/// that place of the log, so everybody comes to the same.
public final class Talk {
  private static final int ID_BYTES = 16;

  private final Trust trust;
  private final GroupRecords records;
  private final Looks looks;
  private final Departures departures;
  private final Requests requests;
  private final Outbox outbox;
  private final Draft draft;

  public Talk(
      Trust trust,
      GroupRecords records,
      Looks looks,
      Departures departures,
      Requests requests,
      Outbox outbox,
      Draft draft) {
    this.trust = trust;
    this.records = records;
    this.looks = looks;
    this.departures = departures;
    this.requests = requests;
    this.outbox = outbox;
    this.draft = draft;
  }

  public Departures departures() {
    return departures;
  }

  public Requests requests() {
    return requests;
  }

  /// The epoch in which this device came into the conversation's group, 0 when it has made it.
  public long joinedEpoch(ConversationState state) {
    return state.isGroup() ? records.find(state.id()).joinedEpoch() : 0;
  }

  /// Whether a device is to be taken out first: one that its account has revoked, and in a direct
  /// conversation each that departed, since it may be the only one that would read what is said.
  public boolean isOverheard(ConversationState state) {
    var departed = records.find(state.id()).departed();
    return state.isDirect()
        ? !departed.isEmpty()
        : departed.entrySet().stream()
            .anyMatch(
                left ->
                    left.getValue().stream()
                        .anyMatch(device -> trust.revocations().isRevoked(left.getKey(), device)));
  }

  /// Whether nobody of the other side of a direct conversation has the keys: what is said now could
  /// be read by none of them, ever.
  public boolean isUnheard(ConversationState state, Group group) {
    return state.isDirect()
        && !state.peer().equals(trust.self().account())
        && !Leaves.of(group.members(), trust.leaves()).has(state.peer());
  }

  /// Why this account may not say something in this conversation now, if so.
  public Optional<ErrorCode> refusal(ConversationState state, Content content) {
    if (!state.isGroup()) {
      return Optional.empty();
    }
    Roles roles = looks.roles(state);
    AccountId self = trust.self().account();
    if (!roles.maySend(self)) {
      return Optional.of(ErrorCode.ANNOUNCEMENTS_ONLY);
    }
    return may(roles, self, content) ? Optional.empty() : Optional.of(ErrorCode.NOT_AN_ADMIN);
  }

  /// Whether an account may say this in this conversation.
  public boolean mayShow(ConversationState state, AccountId sender, Content content) {
    return !state.isGroup()
        || (looks.roles(state).maySend(sender) && may(looks.roles(state), sender, content));
  }

  private static boolean may(Roles roles, AccountId sender, Content content) {
    if (isDetail(content)) {
      return roles.mayChangeDetails(sender);
    }
    boolean ofLinks =
        content instanceof Content.Invited || content instanceof Content.InvitationRevoked;
    return !ofLinks || roles.isAdmin(sender);
  }

  /// An own message has its place in the log.
  public void said(ConversationState state, Content content, Place place) {
    follow(state, trust.self().account(), content, place);
    if (isDetail(content) && state.isGroup()) {
      retell(state, place);
    }
  }

  private static boolean isDetail(Content content) {
    return content instanceof Content.Renamed
        || content instanceof Content.Described
        || content instanceof Content.Pictured;
  }

  /// Who came in just before could not read it, when it was said in the epoch before theirs.
  private void retell(ConversationState state, Place place) {
    GroupRecord record = records.find(state.id());
    long newest =
        record.members().values().stream().mapToLong(GroupRecord.Since::sequence).max().orElse(0);
    if (newest > 1 && place.sequence() - newest <= ConversationState.NEWCOMER_ENTRIES) {
      EntryId id = EntryId.of(Bytes.owned(trust.crypto().random(ID_BYTES)));
      Content told = new Content.Details(record.details(), List.copyOf(record.invitations()));
      outbox.add(state.id(), id, told, place.timeMillis());
    }
  }

  /// Another device's message that it may say.
  public void follow(ConversationState state, Entry entry, Content content) {
    follow(state, entry.account(), content, new Place(entry.sequence(), entry.time()));
  }

  private void follow(ConversationState state, AccountId sender, Content content, Place place) {
    if (!state.isGroup()) {
      return;
    }
    GroupRecord record = records.find(state.id());
    switch (content) {
      case Content.Renamed(var name) ->
          details(state, record, record.details().renamed(name, place.sequence()));
      case Content.Described(var description) ->
          details(state, record, record.details().described(description, place.sequence()));
      case Content.Pictured(var picture) ->
          details(state, record, record.details().pictured(picture, place.sequence()));
      case Content.Details told -> told(state, record, sender, told, place);
      case Content.Invited(var invitation) -> {
        record.invited(invitation);
        records.save(state.id(), record);
        requests.again(state);
      }
      case Content.InvitationRevoked(var link) -> {
        record.invitationRevoked(link);
        records.save(state.id(), record);
      }
      default -> {}
    }
  }

  /// Who has just come in believes whoever tells; others only those who could change it anyway.
  private void told(
      ConversationState state,
      GroupRecord record,
      AccountId sender,
      Content.Details told,
      Place place) {
    if (sender.equals(trust.self().account())) {
      return;
    }
    Roles roles = looks.roles(state);
    if (record.invitations().isEmpty() || roles.isAdmin(sender)) {
      told.invitations().stream()
          .filter(invitation -> invitation.expiresMillis() > place.timeMillis())
          .filter(invitation -> record.invitation(invitation.link()).isEmpty())
          .forEach(record::invited);
    }
    boolean isNew = record.details().equals(GroupDetails.NONE);
    GroupDetails known = record.details();
    boolean believed = isNew || roles.mayChangeDetails(sender);
    GroupDetails offered = told.details().before(place.sequence());
    details(state, record, believed ? known.newest(offered) : known);
    requests.again(state);
  }

  private void details(ConversationState state, GroupRecord record, GroupDetails details) {
    boolean changed = !details.equals(record.details());
    record.details(details);
    records.save(state.id(), record);
    if (changed) {
      looks.update(state);
      draft.tell(new Event.GroupChanged(state.id()));
    }
  }

  /// The links that this device knows of.
  public Optional<Invitation> invitation(ConversationState state, String link) {
    return records.find(state.id()).invitation(link);
  }
}
