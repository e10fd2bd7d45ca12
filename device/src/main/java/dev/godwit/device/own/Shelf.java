package dev.godwit.device.own;

import dev.godwit.device.group.Joiner;
import dev.godwit.device.group.Joiners;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Retries;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.trust.Trust;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Key packages of other own devices, claimed several at a time. Nothing of it is durable: what is
/// lost here was claimed for nothing, and new ones are made.
final class Shelf {
  /// Key packages of one device that are claimed by one call.
  static final int CLAIMED_AT_ONCE = 50;

  private final Trust trust;
  private final Link link;
  private final Map<DeviceId, Deque<Joiner>> kept = new HashMap<>();
  private final Set<DeviceId> asked = new HashSet<>();
  private final Retries<DeviceId> retries;

  Shelf(Trust trust, Link link) {
    this.trust = trust;
    this.link = link;
    this.retries = link.retries();
  }

  /// A key package of the device; empty when some are to be claimed first.
  ///
  /// @param wanted how many will be needed
  Optional<Joiner> take(DeviceId device, int wanted) {
    Deque<Joiner> left = kept.getOrDefault(device, new ArrayDeque<>());
    if (left.isEmpty() && retries.isDue(device) && asked.add(device)) {
      int count = Math.clamp(wanted, 1, CLAIMED_AT_ONCE);
      link.calls().make(new Call.ClaimOwnKeyPackages(device, count), ConversationId.NONE);
    }
    return Optional.ofNullable(left.poll());
  }

  void onAnswer(DeviceId device, Answer answer) {
    asked.remove(device);
    if (answer instanceof Answer.KeyPackages(var claimed)) {
      claimed.forEach(each -> keep(device, each));
    }
    if (kept.getOrDefault(device, new ArrayDeque<>()).isEmpty()) {
      retries.later(device, 0);
    } else {
      retries.reset(device);
    }
  }

  /// One of them was of no use: takes others.
  void forget() {
    kept.clear();
  }

  private void keep(DeviceId device, Answer.ClaimedKeyPackage claimed) {
    AccountId self = trust.self().account();
    long seconds = link.clock().serverSeconds();
    Joiners.check(trust, self, device, claimed.keyPackage(), seconds)
        .filter(_ -> claimed.device().equals(device))
        .ifPresent(joiner -> kept.computeIfAbsent(device, _ -> new ArrayDeque<>()).add(joiner));
  }
}
