package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.fleet.Identity;
import dev.godwit.bench.fleet.Registrar;
import dev.godwit.bench.report.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/// The devices that a measurement puts against the node.
final class FleetOptions {
  static final Duration PREPARE_TIME_MAX = Duration.ofMinutes(2);

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "Accounts, each with one device (default: ${DEFAULT-VALUE}).")
  int accounts = 1_000;

  @Option(
      names = "--payload",
      paramLabel = "BYTES",
      description =
          "Bytes of ciphertext in a message; 300 is what 160 characters become"
              + " (default: ${DEFAULT-VALUE}).")
  int payloadBytes = 300;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides ids and random moments (default: ${DEFAULT-VALUE}).")
  long seed = 1;

  /// Registers the accounts; the fleet is not connected yet.
  Fleet register(URI node, Progress progress) throws InterruptedException {
    return new Fleet(node, identities(node, progress), payloadBytes, seed);
  }

  /// Registers the accounts, opens a session for each, and makes a conversation of each two.
  Fleet connectPairs(URI node, Progress progress) throws InterruptedException {
    return pairs(register(node, progress), progress);
  }

  /// As [#connectPairs], against a relay, which registers nobody.
  Fleet connectStrangers(URI relay, Progress progress) {
    return pairs(strangers(relay), progress);
  }

  /// Not connected yet, with tokens that only a relay takes.
  Fleet strangers(URI relay) {
    return new Fleet(relay, Identity.strangers(accounts, seed), payloadBytes, seed);
  }

  private Fleet pairs(Fleet fleet, Progress progress) {
    if (accounts % 2 != 0) {
      throw new BenchFailure("--accounts must be even: each has a partner");
    }
    progress.say("Connecting %d devices …".formatted(accounts));
    fleet.connect(PREPARE_TIME_MAX);
    progress.say("Making %d conversations …".formatted(accounts / 2));
    fleet.pairUp(PREPARE_TIME_MAX);
    return fleet;
  }

  List<Identity> identities(URI node, Progress progress) throws InterruptedException {
    try (Registrar registrar = new Registrar(node)) {
      return registrar.register(
          accounts,
          done -> {
            if (done % 100 == 0) {
              progress.say("Registering accounts: %d of %d …".formatted(done, accounts));
            }
          });
    }
  }
}
