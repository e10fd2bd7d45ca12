package dev.godwit.core.conversation;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.List;

/// What a conversation is: the fold of its log, kept as the log's snapshot with every commit.
///
/// Only commits change it, so the snapshot is never behind.
///
/// @param epoch the MLS epoch after the newest commit
/// @param commitSequence where the newest commit stands in the log
public record ConversationState(
    ConversationKind kind, long epoch, long commitSequence, Roster roster) {
  /// Of a conversation that does not exist.
  public static final ConversationState NONE =
      new ConversationState(ConversationKind.UNKNOWN, 0, 0, Roster.NONE);

  private static final int FORMAT = 1;

  public boolean exists() {
    return commitSequence != 0;
  }

  Bytes encode() {
    StateWriter out = new StateWriter().number(FORMAT).number(kind.number());
    out.number(epoch).number(commitSequence).number(roster.size());
    for (Member member : roster.members()) {
      out.id(member.account().high(), member.account().low());
      out.number(member.role().number()).number(member.since());
      out.number(member.devices().size());
      member.devices().forEach(device -> out.id(device.high(), device.low()));
    }
    return out.toBytes();
  }

  /// Reads the snapshot of a conversation's log; an empty one is [#NONE]. Throws
  /// [dev.godwit.core.log.StoreException.Corrupt].
  public static ConversationState decode(Bytes snapshot) {
    if (snapshot.isEmpty()) {
      return NONE;
    }
    StateReader in = new StateReader(snapshot);
    if (in.number() != FORMAT) {
      throw StateReader.corrupt();
    }
    return new ConversationState(
        ConversationKind.of(in.number()), in.number(), in.number(), decodeRoster(in));
  }

  private static Roster decodeRoster(StateReader in) {
    int members = in.count();
    List<Member> roster = new ArrayList<>(members);
    for (int i = 0; i < members; i++) {
      roster.add(decodeMember(in));
    }
    return new Roster(roster);
  }

  private static Member decodeMember(StateReader in) {
    AccountId account = new AccountId(in.half(), in.half());
    Role role = Role.of(in.number());
    long since = in.number();
    int count = in.count();
    List<DeviceId> devices = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      devices.add(new DeviceId(in.half(), in.half()));
    }
    return new Member(account, role, devices, since);
  }
}
