package dev.godwit.core.session;

import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.core.session.Membership.Stay;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fold of an account's log: its conversations and devices. Immutable; kept as the log's
/// snapshot now and then ([SnapshotAge]).
final class AccountFold {
  static final AccountFold NONE = new AccountFold(LayeredMap.empty(), Set.of(), Set.of());

  private static final int FORMAT = 1;
  private static final int BYTES_OF_MEMBERSHIP = 250;

  private final LayeredMap<ConversationId, Membership> memberships;
  private final Set<DeviceId> linked;
  private final Set<DeviceId> revoked;

  private AccountFold(
      LayeredMap<ConversationId, Membership> memberships,
      Set<DeviceId> linked,
      Set<DeviceId> revoked) {
    this.memberships = memberships;
    this.linked = unmodifiable(linked);
    this.revoked = unmodifiable(revoked);
  }

  /// Every account that is connected has these, and most have nothing in them.
  private static Set<DeviceId> unmodifiable(Set<DeviceId> devices) {
    return devices.isEmpty() ? Set.of() : Collections.unmodifiableSet(devices);
  }

  /// About what it takes in memory, in bytes.
  int bytes() {
    return BYTES_OF_MEMBERSHIP * memberships.sizeMax();
  }

  Membership membership(ConversationId conversation) {
    return memberships.getOrDefault(conversation, Membership.NONE);
  }

  Set<ConversationId> conversations() {
    return memberships.all().keySet();
  }

  /// Those that the account is a member of.
  List<ConversationId> openConversations() {
    return memberships.all().entrySet().stream()
        .filter(kept -> kept.getValue().isOpen())
        .map(Map.Entry::getKey)
        .toList();
  }

  Set<DeviceId> revoked() {
    return revoked;
  }

  boolean isRevoked(DeviceId device) {
    return revoked.contains(device);
  }

  /// Whether all of `unit` is in the log already.
  boolean has(AccountUnit unit) {
    return unit.isOfConversation()
        ? membership(unit.conversation()).has(unit.commitSequence())
        : unit.entries().stream().allMatch(this::hasDevice);
  }

  private boolean hasDevice(AccountEntry entry) {
    return switch (entry.kind()) {
      case DEVICE_LINKED -> linked.contains(entry.device());
      case DEVICE_REVOKED -> revoked.contains(entry.device());
      case JOINED, LEFT, WELCOMED, UNKNOWN -> false;
    };
  }

  AccountFold with(List<AccountEntry> entries) {
    if (entries.isEmpty()) {
      return this;
    }
    Map<ConversationId, Membership> changed = new LinkedHashMap<>();
    Set<DeviceId> nowLinked = new LinkedHashSet<>(linked);
    Set<DeviceId> nowRevoked = new LinkedHashSet<>(revoked);
    for (AccountEntry entry : entries) {
      switch (entry.kind()) {
        case JOINED, LEFT, WELCOMED ->
            changed.compute(
                entry.conversation(),
                (id, before) -> apply(before == null ? membership(id) : before, entry));
        case DEVICE_LINKED -> nowLinked.add(entry.device());
        case DEVICE_REVOKED -> nowRevoked.add(entry.device());
        case UNKNOWN -> {}
      }
    }
    return new AccountFold(memberships.with(changed), nowLinked, nowRevoked);
  }

  private static Membership apply(Membership kept, AccountEntry entry) {
    long sequence = entry.conversationSequence();
    Membership applied = kept.applied().contains(sequence) ? kept : kept.withApplied(sequence);
    Membership next =
        switch (entry.kind()) {
          case JOINED -> applied.joined(sequence);
          case LEFT -> applied.left(sequence);
          case WELCOMED, DEVICE_LINKED, DEVICE_REVOKED, UNKNOWN -> applied;
        };
    return next.shared();
  }

  Bytes encode() {
    Map<ConversationId, Membership> all = memberships.all();
    StateWriter out = new StateWriter().number(FORMAT).number(all.size());
    all.forEach(
        (id, membership) -> {
          out.id(id.high(), id.low()).number(membership.stays().size());
          membership.stays().forEach(stay -> out.number(stay.joined()).number(stay.left()));
          out.number(membership.applied().size());
          membership.applied().forEach(out::number);
        });
    encode(out, linked);
    encode(out, revoked);
    return out.toBytes();
  }

  private static void encode(StateWriter out, Set<DeviceId> devices) {
    out.number(devices.size());
    devices.forEach(device -> out.id(device.high(), device.low()));
  }

  /// What the store has of a log: its state, and all entries behind the snapshot. Throws
  /// [dev.godwit.core.log.StoreException.Corrupt].
  static AccountFold of(LogState kept, List<LogEntry> behind) {
    long end = behind.isEmpty() ? kept.snapshotSequence() : behind.getLast().sequence();
    if (end < kept.head()) {
      throw StateReader.corrupt();
    }
    return decode(kept.snapshot())
        .with(
            behind.stream()
                .map(entry -> Frame.decode(entry.frame()))
                .map(AccountEntry.class::cast)
                .toList());
  }

  /// Throws [dev.godwit.core.log.StoreException.Corrupt].
  static AccountFold decode(Bytes snapshot) {
    if (snapshot.isEmpty()) {
      return NONE;
    }
    StateReader in = new StateReader(snapshot);
    if (in.number() != FORMAT) {
      throw StateReader.corrupt();
    }
    Map<ConversationId, Membership> memberships = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; left--) {
      memberships.put(new ConversationId(in.half(), in.half()), decodeMembership(in));
    }
    return new AccountFold(LayeredMap.of(memberships), decodeDevices(in), decodeDevices(in));
  }

  private static Membership decodeMembership(StateReader in) {
    List<Stay> stays = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      stays.add(new Stay(in.number(), in.number()));
    }
    List<Long> applied = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      applied.add(in.number());
    }
    return new Membership(stays, applied).shared();
  }

  private static Set<DeviceId> decodeDevices(StateReader in) {
    Set<DeviceId> devices = new LinkedHashSet<>();
    for (int left = in.count(); left > 0; left--) {
      devices.add(new DeviceId(in.half(), in.half()));
    }
    return devices;
  }
}
