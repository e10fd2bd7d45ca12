package dev.godwit.device.group;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.roster.Roles;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.mls.MlsException;
import dev.godwit.mls.Received;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import java.util.List;
import java.util.Optional;

/// Follows departures: an account has left, or devices of it take no part any more. They are off
/// the roster at once; their leaves are taken out by the next commit, whoever makes it.
public final class Departures {
  private final Trust trust;
  private final Groups groups;
  private final GroupRecords records;
  private final Looks looks;
  private final Lines lines;
  private final Draft draft;

  public Departures(Trust trust, Groups groups, GroupRecords records, Looks looks, Draft draft) {
    this.trust = trust;
    this.groups = groups;
    this.records = records;
    this.looks = looks;
    this.lines = new Lines(draft);
    this.draft = draft;
  }

  /// Takes what the entry says, when those whom it concerns have said so themselves.
  public void read(ConversationState state, Entry entry) {
    Optional<Group> group = groups.find(state.id());
    if (group.isEmpty()) {
      readWithoutKeys(state, entry);
      return;
    }
    Leaves leaves = Leaves.of(group.get().members(), trust.leaves());
    GroupRecord record = records.find(state.id());
    for (MemberChange change : entry.changes()) {
      switch (change.kind()) {
        case REMOVED -> left(state, group.get(), record, entry, leaves);
        case DEVICES_REMOVED -> {
          trust.identities().lookUp(change.account());
          record.revoked(
              change.account(),
              change.devices().stream().filter(d -> leaves.has(change.account(), d)).toList());
        }
        case ADDED, ROLE, DEVICES_ADDED, UNKNOWN -> {}
      }
      record.departedAt(change.account(), entry.sequence());
    }
    records.save(state.id(), record);
  }

  /// This device comes in from outside behind this entry, where the node is believed; which of
  /// these leaves are still there shows then. It could not follow who takes them out otherwise.
  private void readWithoutKeys(ConversationState state, Entry entry) {
    GroupRecord record = records.find(state.id());
    for (MemberChange change : entry.changes()) {
      switch (change.kind()) {
        case REMOVED -> record.left(change.account(), change.devices());
        case DEVICES_REMOVED -> {
          trust.identities().lookUp(change.account());
          record.revoked(change.account(), change.devices());
        }
        case ADDED, ROLE, DEVICES_ADDED, UNKNOWN -> {}
      }
      record.departedAt(change.account(), entry.sequence());
    }
    records.save(state.id(), record);
  }

  /// This account has left, with the entry at this place. Nothing behind it is for the account,
  /// even where its own log says so only later. A place that is passed already may be of an earlier
  /// time of the account.
  public void left(ConversationState state, EntryId id, Place place) {
    AccountId self = trust.self().account();
    List<GroupChange> line = List.of(new GroupChange.Left(self));
    lines.show(state, place.sequence(), id, place.timeMillis(), self, line);
    if (place.sequence() > state.position()) {
      state.leavesAt(place.sequence());
    }
  }

  private void left(
      ConversationState state, Group group, GroupRecord record, Entry entry, Leaves leaves) {
    if (!isConfirmed(state, group, entry)) {
      draft.tell(
          new Event.CommitRefused(state.id(), entry.sequence(), RefusalReason.NOT_AUTHENTIC));
      return;
    }
    groups.save(state.id(), group);
    if (!isBeforeWelcome(state, record, entry)) {
      record.left(entry.account(), List.copyOf(leaves.devices(entry.account())));
      groups.membership().departed(state);
      looks.update(state);
      requireHeir(state, group, record, entry);
      if (entry.account().equals(trust.self().account())) {
        state.leavesAt(entry.sequence());
      }
      draft.tell(new Event.GroupChanged(state.id()));
    }
    lines.show(
        state,
        entry.sequence(),
        entry.id(),
        entry.time(),
        entry.account(),
        List.of(new GroupChange.Left(entry.account())));
  }

  /// Whether whoever let this device in has known of it: all who had left by then were taken out
  /// (PROTOCOL 18.7), and a leaf is of an account that has come back since.
  private static boolean isBeforeWelcome(ConversationState state, GroupRecord record, Entry entry) {
    return state.isBeforeEntering(entry.sequence()) && entry.epoch() < record.joinedEpoch();
  }

  /// When the last owner goes, the node says who owns the group from then on. Whatever it says, the
  /// roles hold that both can compute. Where this account goes itself the roles are not for it any
  /// more, and a device that has just come in may not know of a member that has no device; one that
  /// is about to join anew, or has come in since, has not followed what the roles are.
  private void requireHeir(ConversationState state, Group group, GroupRecord record, Entry entry) {
    Roles roles = Charter.holding(group, record, trust.leaves());
    boolean agrees =
        entry.account().equals(trust.self().account())
            || state.standing() == Standing.REPAIRING
            || state.isBeforeEntering(entry.sequence())
            || entry.changes().stream()
                .filter(change -> change.kind() == MemberChangeKind.ROLE)
                .allMatch(change -> roles.of(change.account()) == change.role());
    if (!agrees) {
      draft.tell(new Event.CommitRefused(state.id(), entry.sequence(), RefusalReason.NOT_ALLOWED));
    }
  }

  /// What was said before this device came in, or comes in anew, or was under way then, was not for
  /// it to read; then the node is believed.
  private boolean isConfirmed(ConversationState state, Group group, Entry entry) {
    boolean unreadable =
        state.standing() == Standing.REPAIRING
            || state.isBeforeEntering(entry.sequence())
            || state.isFromBeforeEntering(entry.epoch(), group.epoch());
    boolean own = trust.self().is(entry.account(), entry.device());
    boolean names =
        !entry.changes().isEmpty() && entry.changes().getFirst().account().equals(entry.account());
    return names && (own || unreadable || says(group, entry));
  }

  private boolean says(Group group, Entry entry) {
    try {
      return group.process(entry.payload().toArray(), entry.time() / 1_000)
              instanceof Received.Application message
          && isFrom(message, entry)
          && ContentCodec.decode(Bytes.owned(message.data().toByteArray()))
              instanceof Content.Leaving;
    } catch (MlsException e) {
      return false;
    }
  }

  private boolean isFrom(Received.Application message, Entry entry) {
    DeviceCertificate sender = trust.leaves().certificate(message.sender());
    return sender.account().equals(entry.account())
        && MlsBytes.from(message.authenticatedData()).equals(entry.id().toBytes());
  }
}
