package dev.godwit.testkit.sim;

import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Page;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A device that goes on with an old copy of its folder. What it has encrypted in an epoch since
/// the copy was made, it has forgotten; so it must encrypt nothing more in that epoch, or it would
/// use a key twice. And it must have noticed, unless what it missed has expired, so that it came in
/// anew before it could. What was encrypted before and came into the log later is in the copy, with
/// the key that it took.
final class Setback {
  /// Long enough for what the device has sent before to be in the log, or lost.
  static final long DOWN_MILLIS_MIN = 4_000;

  private final World world;
  private final MemoryLogs logs;
  private final Ledger ledger;
  private final Judge judge;
  private final Witness witness;
  private final Map<ConversationId, Long> copied = new HashMap<>();
  private final Map<ConversationId, Long> wentOn = new HashMap<>();
  private Optional<RealHost> host = Optional.empty();
  private Optional<SimStore> copy = Optional.empty();
  private Predicate<Bytes> isInCopy = _ -> false;

  Setback(Stage stage, Witness witness) {
    this.world = stage.world();
    this.logs = stage.logs();
    this.ledger = stage.ledger();
    this.judge = stage.judge();
    this.witness = witness;
  }

  /// A copy is made of the device's folder.
  SimStore copy(RealHost of) {
    SimStore made = of.store().copy();
    host = Optional.of(of);
    copy = Optional.of(made);
    isInCopy = of.sealedSoFar();
    copied.putAll(heads());
    return made;
  }

  /// The device is about to go on with the copy.
  void goesOn() {
    wentOn.putAll(heads());
  }

  private Map<ConversationId, Long> heads() {
    Map<ConversationId, Long> heads = new HashMap<>();
    for (ConversationId each : ledger.conversations()) {
      heads.put(each, logs.keptState(LogId.of(each)).head());
    }
    return heads;
  }

  void judge() {
    wentOn.forEach((each, head) -> judge(each, head, host.orElseThrow()));
  }

  private void judge(ConversationId conversation, long head, RealHost of) {
    Set<Long> used = new HashSet<>();
    long then = copied.getOrDefault(conversation, 0L);
    for (Entry entry : said(conversation, of.id(), then)) {
      if (entry.sequence() <= head) {
        used.add(entry.epoch());
      } else {
        judge.isTrue(!used.contains(entry.epoch()), "no key is used twice", entry);
      }
    }
    boolean knew =
        copy.flatMap(old -> old.conversation(conversation))
            .filter(row -> row.standing() == Standing.OPEN)
            .isPresent();
    judge.isTrue(
        used.isEmpty()
            || !knew
            || witness.hasMissed(of.id(), conversation, then)
            || witness.hasNoticed(of.id(), conversation),
        "who goes on with an old copy notices",
        of.id() + " in " + conversation);
  }

  /// What the device has encrypted since the copy, of what it said in a conversation after an
  /// entry; in its order.
  private List<Entry> said(ConversationId conversation, DeviceId device, long after) {
    Page page =
        logs.read(
            LogId.of(conversation),
            after,
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            world.wallMillis());
    return page.entries().stream()
        .map(entry -> (Entry) Frame.decode(entry.frame()))
        .filter(entry -> entry.device().equals(device))
        .filter(entry -> entry.kind() == EntryKind.APPLICATION)
        .filter(entry -> !isInCopy.test(entry.payload()))
        .toList();
  }
}
