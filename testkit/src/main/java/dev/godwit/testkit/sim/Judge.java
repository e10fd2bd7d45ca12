package dev.godwit.testkit.sim;

import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Sent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Holds what devices see against what they did. Fails at the first thing that must never happen.
final class Judge {
  /// Errors that a device which keeps to the protocol never gets.
  private static final Set<ErrorCode> NEVER =
      Set.of(
          ErrorCode.MALFORMED_FRAME,
          ErrorCode.UNKNOWN_FRAME,
          ErrorCode.WRONG_SEQUENCE,
          ErrorCode.ENTRY_ID_REUSED,
          ErrorCode.INTERNAL);

  private record Of(AccountId account, ConversationId conversation) {
    LogId log() {
      return LogId.of(conversation);
    }
  }

  private record Shown(DeviceId device, ConversationId conversation, AccountId member) {}

  private final World world;
  private final boolean secondHome;
  private final boolean severalNodes;
  private final Map<Of, Long> stored = new HashMap<>();
  private final Map<Of, Long> read = new HashMap<>();
  private final Map<Shown, MemberCursor> shown = new HashMap<>();

  /// What was stored and read when the nodes went back to a backup. A device that has not connected
  /// since may still be told of it: those frames left a node before.
  private final Map<Of, Long> storedBefore = new HashMap<>();

  private final Map<Of, Long> readBefore = new HashMap<>();
  private final Set<DeviceId> connected = new HashSet<>();
  private final Set<DeviceId> hearingOfBefore = new HashSet<>();
  private int restores;
  private final Map<EntryId, Sent> sent = new HashMap<>();
  private final Map<ErrorCode, Integer> errors = new TreeMap<>();

  /// @param secondHome whether nodes may not know what is durable
  /// @param severalNodes whether nodes work together, and are cut off from each other
  Judge(World world, boolean secondHome, boolean severalNodes) {
    this.world = world;
    this.secondHome = secondHome;
    this.severalNodes = severalNodes;
  }

  /// Fails unless `holds`; `rule` is what should be so.
  void isTrue(boolean holds, String rule, Object about) {
    if (!holds) {
      throw broken(rule, about);
    }
  }

  /// What to throw when a rule is broken.
  AssertionError broken(String rule, Object about) {
    return new AssertionError(rule + ", but: " + about + " at " + world.now() + " ms");
  }

  /// How often the nodes have gone back to a backup.
  int restores() {
    return restores;
  }

  /// What was told with one tick, by id.
  Map<EntryId, Sent> sent() {
    return sent;
  }

  Map<ErrorCode, Integer> errors() {
    return errors;
  }

  // --- What devices see ---

  /// What a device still hears of before the nodes went back to a backup is not promised.
  void onSent(DeviceId device, Sent told) {
    if (!hearingOfBefore.contains(device)) {
      onSent(told);
    }
  }

  /// An answer to what was asked when the nodes had gone back so often.
  void onSent(int restoresBefore, Sent told) {
    if (restores == restoresBefore) {
      onSent(told);
    }
  }

  private void onSent(Sent told) {
    Sent before = sent.putIfAbsent(told.id(), told);
    isTrue(
        before == null || before.sequence() == told.sequence(),
        "an id has one sequence for ever",
        told);
  }

  void onError(Error error) {
    ErrorCode code = ErrorCode.of(error.code()).orElseThrow();
    errors.merge(code, 1, Integer::sum);
    boolean mistaken = secondHome && code == ErrorCode.WRONG_SEQUENCE;
    isTrue(
        mistaken || !NEVER.contains(code),
        "a device that keeps to the protocol is not blamed",
        code);
  }

  /// Whether homes change, so that one may have begun when an account's log did not say yet that it
  /// has left.
  boolean hasMovingHomes() {
    return severalNodes;
  }

  /// Whether a node may know less than the one before, and send again what a device has.
  boolean isForgiving() {
    return secondHome;
  }

  /// The nodes have gone back to a backup: what was told of what came after is not promised.
  void onRestored(Ledger ledger) {
    restores++;
    sent.values().removeIf(told -> !ledger.isAt(told.conversation(), told.sequence(), told.id()));
    stored.forEach((of, sequence) -> storedBefore.merge(of, sequence, Math::max));
    read.forEach((of, sequence) -> readBefore.merge(of, sequence, Math::max));
    hearingOfBefore.addAll(connected);
    stored.replaceAll((of, sequence) -> Math.min(sequence, ledger.head(of.log())));
    read.replaceAll((of, sequence) -> Math.min(sequence, ledger.head(of.log())));
  }

  /// A device is connected to a node, which may know less than the one before.
  void onConnected(DeviceId device) {
    connected.add(device);
    if (hearingOfBefore.remove(device) || secondHome) {
      shown.keySet().removeIf(shown -> shown.device().equals(device));
    }
  }

  void onReceipt(DeviceId device, Receipt receipt) {
    boolean ofBefore = hearingOfBefore.contains(device);
    Map<Of, Long> wasStored = ofBefore ? storedBefore : stored;
    Map<Of, Long> wasRead = ofBefore ? readBefore : read;
    for (MemberCursor cursor : receipt.cursors()) {
      Of of = new Of(cursor.account(), receipt.conversation());
      isTrue(
          cursor.delivered() <= wasStored.getOrDefault(of, 0L),
          "delivered means that a device has stored it",
          receipt);
      isTrue(cursor.read() <= wasRead.getOrDefault(of, 0L), "read means that it was read", receipt);
      Shown key = new Shown(device, receipt.conversation(), cursor.account());
      MemberCursor before = shown.put(key, cursor);
      // Of two homes each tells what it knows; devices go by the larger number.
      isTrue(
          before == null
              || severalNodes
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
