package dev.godwit.core.session;

import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.IntentId;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Revoked devices of one account that have to depart from its conversations: intents of its log,
/// each driven until every conversation has confirmed. Doing it twice changes nothing.
final class Departures {
  /// Conversations that are asked at the same time.
  static final int IN_FLIGHT_MAX = 64;

  /// One device that departs from one conversation.
  record Departing(DeviceId device, ConversationId conversation) {}

  private final AccountId account;
  private final SessionEffects out;

  // Replaced when something is put in: thousands of accounts never revoke a device.
  private SortedMap<Long, Set<Departing>> open = Collections.emptySortedMap();
  private Set<Departing> inFlight = Set.of();
  private List<IntentId> finished = List.of();

  Departures(AccountId account, SessionEffects out) {
    this.account = account;
    this.out = out;
  }

  /// The intent that is written with entries of the account's log; empty when none is needed.
  ///
  /// @param before the fold without the entries
  /// @param after the fold with them
  static Bytes intentOf(List<AccountEntry> entries, AccountFold before, AccountFold after) {
    Set<Departing> all = new LinkedHashSet<>();
    for (AccountEntry entry : entries) {
      switch (entry.kind()) {
        case DEVICE_REVOKED -> {
          if (!before.isRevoked(entry.device())) {
            after.openConversations().forEach(in -> all.add(new Departing(entry.device(), in)));
          }
        }
        case WELCOMED -> {
          if (after.isRevoked(entry.device())) {
            all.add(new Departing(entry.device(), entry.conversation()));
          }
        }
        // Made or changed by a device that was revoked meanwhile.
        case JOINED ->
            after.revoked().forEach(device -> all.add(new Departing(device, entry.conversation())));
        case LEFT, DEVICE_LINKED, UNKNOWN -> {}
      }
    }
    return encode(all);
  }

  private static Bytes encode(Set<Departing> all) {
    if (all.isEmpty()) {
      return Bytes.EMPTY;
    }
    StateWriter out = new StateWriter().number(all.size());
    all.forEach(
        each ->
            out.id(each.device().high(), each.device().low())
                .id(each.conversation().high(), each.conversation().low()));
    return out.toBytes();
  }

  private static Set<Departing> decode(Bytes content) {
    StateReader in = new StateReader(content);
    Set<Departing> all = new LinkedHashSet<>();
    for (int left = in.count(); left > 0; left--) {
      DeviceId device = new DeviceId(in.half(), in.half());
      all.add(new Departing(device, new ConversationId(in.half(), in.half())));
    }
    return all;
  }

  /// The intent at `sequence` is durable; or it was found and may be under way already.
  void start(long sequence, Bytes content) {
    if (!content.isEmpty()) {
      if (open.isEmpty()) {
        open = new TreeMap<>();
      }
      open.computeIfAbsent(sequence, key -> decode(content));
      inFlight = new LinkedHashSet<>();
      drive();
    }
  }

  private void drive() {
    for (Map.Entry<Long, Set<Departing>> intent : open.entrySet()) {
      for (Departing each : intent.getValue()) {
        if (inFlight.size() < IN_FLIGHT_MAX && inFlight.add(each)) {
          out.departed(each.conversation(), account, each.device(), intent.getKey());
        }
      }
    }
  }

  /// The conversation has it durable, or never had the device. True when an intent is finished.
  boolean onDone(DeviceId device, ConversationId conversation) {
    if (open.isEmpty()) {
      return hasFinished();
    }
    Departing done = new Departing(device, conversation);
    inFlight.remove(done);
    open.values().forEach(left -> left.remove(done));
    open.forEach(
        (sequence, left) -> {
          if (left.isEmpty()) {
            finish(sequence);
          }
        });
    open.values().removeIf(Set::isEmpty);
    drive();
    return hasFinished();
  }

  private void finish(long sequence) {
    if (finished.isEmpty()) {
      finished = new ArrayList<>();
    }
    finished.add(new IntentId(LogId.of(account), sequence));
  }

  boolean isEmpty() {
    return open.isEmpty() && finished.isEmpty();
  }

  boolean hasFinished() {
    return !finished.isEmpty();
  }

  void collect(BatchBuilder batch) {
    finished.forEach(batch::finished);
  }

  void settle() {
    finished = List.of();
  }
}
