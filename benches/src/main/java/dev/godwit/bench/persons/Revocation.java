package dev.godwit.bench.persons;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.DirectConversation;
import dev.godwit.bench.fleet.Identity;
import dev.godwit.bench.fleet.Registrar;
import dev.godwit.client.Connection;
import dev.godwit.client.Conversation;
import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.NodeCalls;
import dev.godwit.client.Reason;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/// One device takes another out of their account; a stranger watches what the node still gives.
final class Revocation {
  private static final Duration TIME_MAX = Duration.ofMinutes(10);

  private final URI node;
  private final Godwit old;
  private final Godwit revoked;
  private final AccountId account;
  private final DeviceId device;

  Revocation(URI node, Godwit old, Godwit revoked) {
    this.node = node;
    this.old = old;
    this.revoked = revoked;
    this.account = revoked.me().account();
    this.device = revoked.me().device();
  }

  /// @param toEnded seconds until its session has ended, its token is refused and nobody gets a key
  ///     package of it
  /// @param toOut seconds until commits have taken it out of every group, that of the account's own
  ///     devices too
  record Result(double toEnded, double toOut) {}

  Result run() throws InterruptedException {
    Deque<ConversationId> groups = groups();
    try (Registrar registrar = new Registrar(node);
        HttpClient http = HttpClient.newHttpClient()) {
      Identity stranger = registrar.register(1, _ -> {}).getFirst();
      long start = System.nanoTime();
      old.revoke(device);
      Household.await(() -> isEnded(http, stranger), TIME_MAX, "the device was not ended");
      double toEnded = Household.seconds(System.nanoTime() - start);
      Household.await(() -> isOut(groups), TIME_MAX, "the device was not taken out of all groups");
      return new Result(toEnded, Household.seconds(System.nanoTime() - start));
    }
  }

  /// All that it is in now.
  private Deque<ConversationId> groups() {
    Deque<ConversationId> groups = new ArrayDeque<>();
    groups.add(DirectConversation.idOf(account, account));
    old.conversations().stream().map(Conversation::id).forEach(groups::add);
    if (!groups.stream().allMatch(group -> old.isIn(group, device))) {
      throw new BenchFailure("The device is not in every group that it is to be taken out of");
    }
    return groups;
  }

  private boolean isEnded(HttpClient http, Identity stranger) {
    return revoked.connection().state() == Connection.State.ENDED
        && isRefused()
        && !isGiven(http, stranger);
  }

  private boolean isRefused() {
    try {
      return revoked.devices().isEmpty();
    } catch (GodwitException e) {
      return e.reason() instanceof Reason.Refused;
    }
  }

  private boolean isGiven(HttpClient http, Identity stranger) {
    Call claim = new Call.ClaimKeyPackages(account);
    return !(NodeCalls.make(http, node, stranger.token(), claim)
            instanceof Answer.KeyPackages(var claimed))
        || claimed.stream().anyMatch(each -> each.device().equals(device));
  }

  /// Each group is looked at until the device is out of it, and not again.
  private boolean isOut(Deque<ConversationId> groups) {
    while (!groups.isEmpty() && !old.isIn(groups.getFirst(), device)) {
      groups.removeFirst();
    }
    return groups.isEmpty();
  }
}
