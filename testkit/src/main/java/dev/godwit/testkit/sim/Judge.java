package dev.godwit.testkit.sim;

import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Sent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Holds what leaves the node and what devices see against what is durable and what devices did.
/// Fails at the first thing that must never happen.
final class Judge {
  /// Errors that a device which keeps to the protocol never gets.
  private static final Set<ErrorCode> NEVER =
      Set.of(
          ErrorCode.MALFORMED_FRAME,
          ErrorCode.UNKNOWN_FRAME,
          ErrorCode.WRONG_SEQUENCE,
          ErrorCode.ENTRY_ID_REUSED,
          ErrorCode.INTERNAL);

  private record Of(AccountId account, ConversationId conversation) {}

  private record Shown(DeviceId device, ConversationId conversation, AccountId member) {}

  private final World world;
  private final MemoryLogs logs;
  private final Map<Of, Long> stored = new HashMap<>();
  private final Map<Of, Long> read = new HashMap<>();
  private final Map<Shown, MemberCursor> shown = new HashMap<>();
  private final Map<EntryId, Sent> sent = new HashMap<>();
  private final Map<Long, InFlight> inFlight = new HashMap<>();
  private final Map<ErrorCode, Integer> errors = new TreeMap<>();

  Judge(World world, MemoryLogs logs) {
    this.world = world;
    this.logs = logs;
  }

  /// Fails unless `holds`; `rule` is what should be so.
  void isTrue(boolean holds, String rule, Object about) {
    if (!holds) {
      throw new AssertionError(rule + ", but: " + about + " at " + world.now() + " ms");
    }
  }

  /// What was told with one tick, by id.
  Map<EntryId, Sent> sent() {
    return sent;
  }

  Map<ErrorCode, Integer> errors() {
    return errors;
  }

  // --- What leaves the node ---

  /// The node writes a frame to a session, or to a request of that number below 0.
  void onWritten(long to, Bytes bytes) {
    Frame frame = Frame.decode(bytes);
    world.trace().add(world.now(), "written " + to, frame, bytes.hashCode());
    InFlight flight = inFlight(to);
    flight.onWritten(frame);
    isTrue(flight.isWithinWindow(), "never more than a window is in flight", frame);
    if (frame instanceof Sent told) {
      kept(told.conversation(), told.sequence())
          .ifPresent(
              kept -> isTrue(kept.id().equals(told.id()), "Sent names an entry of the log", told));
    } else if (frame instanceof Entry entry) {
      kept(entry.conversation(), entry.sequence())
          .ifPresent(
              kept ->
                  isTrue(kept.frame().equals(bytes), "an entry is pushed as it was stored", entry));
    }
  }

  /// A worker is about to take a frame of a session.
  void onReceived(long from, Frame frame) {
    inFlight(from).onReceived(frame);
  }

  private InFlight inFlight(long session) {
    return inFlight.computeIfAbsent(session, id -> new InFlight());
  }

  /// Empty when it is past retention; fails when it never was there.
  private Optional<LogEntry> kept(ConversationId conversation, long sequence) {
    LogId log = LogId.of(conversation);
    boolean durable = sequence <= logs.keptState(log).head();
    isTrue(durable, "nothing leaves before it is durable", conversation + " " + sequence);
    return logs.kept(log, sequence);
  }

  // --- What devices see ---

  void onSent(Sent told) {
    Sent before = sent.putIfAbsent(told.id(), told);
    isTrue(
        before == null || before.sequence() == told.sequence(),
        "an id has one sequence for ever",
        told);
  }

  void onError(Error error) {
    ErrorCode code = ErrorCode.of(error.code()).orElseThrow();
    errors.merge(code, 1, Integer::sum);
    isTrue(!NEVER.contains(code), "a device that keeps to the protocol is not blamed", code);
  }

  void onReceipt(DeviceId device, Receipt receipt) {
    for (MemberCursor cursor : receipt.cursors()) {
      Of of = new Of(cursor.account(), receipt.conversation());
      isTrue(
          cursor.delivered() <= stored.getOrDefault(of, 0L),
          "delivered means that a device has stored it",
          receipt);
      isTrue(cursor.read() <= read.getOrDefault(of, 0L), "read means that it was read", receipt);
      Shown key = new Shown(device, receipt.conversation(), cursor.account());
      MemberCursor before = shown.put(key, cursor);
      isTrue(
          before == null
              || (before.delivered() <= cursor.delivered() && before.read() <= cursor.read()),
          "cursors never go back",
          receipt);
    }
  }

  // --- What devices do ---

  /// A device of the account has everything through `sequence`.
  void onStored(AccountId account, ConversationId conversation, long sequence) {
    stored.merge(new Of(account, conversation), sequence, Math::max);
  }

  void onRead(AccountId account, ConversationId conversation, long sequence) {
    read.merge(new Of(account, conversation), sequence, Math::max);
  }
}
