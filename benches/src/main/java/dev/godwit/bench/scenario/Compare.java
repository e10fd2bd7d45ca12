package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Talkers;
import dev.godwit.bench.fleet.Verdict;
import dev.godwit.bench.peer.Ejabberd;
import dev.godwit.bench.peer.Mosquitto;
import dev.godwit.bench.peer.Peer;
import dev.godwit.bench.peer.PeerFleet;
import dev.godwit.bench.report.Machine;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.bench.server.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Another server and a node doing the same work in turn.
@Command(
    name = "compare",
    description = {
      "Lets another server and a node do the same work in turn, and tells both and the ratio.",
      "The other server is fetched from Debian into benches/target/peers and runs from there, as an"
          + " ordinary user; nothing is installed. docs/bench/README.md says what differs."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Compare extends Measurement {
  private static final Duration SIGN_IN_TIME_MAX = Duration.ofMinutes(2);
  private static final Duration DRAIN_TIME_MAX = Duration.ofMinutes(5);
  private static final double MIB = 1024 * 1024;

  /// What a node can be compared with.
  enum With {
    EJABBERD,
    MOSQUITTO
  }

  @Parameters(
      paramLabel = "PEER",
      description = "ejabberd (XMPP, archive in PostgreSQL) or mosquitto (MQTT, QoS 1)")
  With with = With.EJABBERD;

  @Mixin final FleetOptions fleetOptions = new FleetOptions();
  @Mixin final NodeOptions nodeOptions = new NodeOptions();
  @Mixin final LoadOptions loadOptions = new LoadOptions();

  Compare() {
    loadOptions.seconds = 10;
  }

  @Override
  Outcome measure(Progress progress) throws Exception {
    double loadBefore = Machine.load();
    try (var workplace = nodeOptions.newWorkplace();
        Peer peer = start(workplace, progress);
        PeerFleet users = new PeerFleet(peer, fleetOptions.accounts);
        NodeProcess node = NodeProcess.start(workplace.setup("data"), 0);
        Talkers fleet = fleetOptions.connectPairs(node.uri(), progress)) {
      progress.say("Signing in %d users at the peer …".formatted(fleetOptions.accounts));
      users.connect(SIGN_IN_TIME_MAX);
      Side theirs = new Side(name(), peer::usage, users, loadOptions.inFlight);
      Side ours = new Side("godwit", node::usage, fleet, loadOptions.inFlight);
      inTurn(List.of(theirs, ours), progress);
      return outcome(theirs, ours, loadBefore);
    }
  }

  private Peer start(NodeOptions.Workplace workplace, Progress progress) throws IOException {
    progress.say("Starting %s, fetched from Debian if it is not there …".formatted(name()));
    Path cache = workplace.root().resolve("benches/target/peers").resolve(name());
    Path folder = workplace.forOtherUsers("peer");
    return switch (with) {
      case EJABBERD ->
          Ejabberd.start(cache, folder, fleetOptions.accounts, fleetOptions.payloadBytes);
      case MOSQUITTO -> Mosquitto.start(cache, folder, fleetOptions.payloadBytes);
    };
  }

  private String name() {
    return with.name().toLowerCase(Locale.ROOT);
  }

  /// Both servers run all the time; only one has load.
  private void inTurn(List<Side> sides, Progress progress) {
    for (Side side : sides) {
      progress.say("Warming up %s for %d s …".formatted(side.name(), loadOptions.warmUpSeconds));
      side.warmUp(loadOptions.warmUpSeconds);
    }
    for (int i = 1; i <= loadOptions.rounds; i++) {
      for (Side side : sides) {
        double rate = side.round(loadOptions.seconds);
        progress.say(
            "Round %d of %d: %s %,.0f messages/s"
                .formatted(i, loadOptions.rounds, side.name(), rate));
      }
    }
  }

  /// One of the two servers and who talks over it.
  private static final class Side {
    private final String name;
    private final Supplier<Usage> server;
    private final Talkers talkers;
    private final int inFlight;
    private final Rounds rounds;

    Side(String name, Supplier<Usage> server, Talkers talkers, int inFlight) {
      this.name = name;
      this.server = server;
      this.talkers = talkers;
      this.inFlight = inFlight;
      rounds = new Rounds(server, talkers);
    }

    String name() {
      return name;
    }

    void warmUp(int seconds) {
      talkers.keepInFlight(inFlight);
      talkers.countsAfter(Duration.ofSeconds(seconds));
      rest();
    }

    double round(int seconds) {
      talkers.keepInFlight(inFlight);
      talkers.countsAfter(Duration.ofSeconds(1));
      double rate = rounds.measureOne(seconds);
      rest();
      return rate;
    }

    private void rest() {
      talkers.keepInFlight(0);
      talkers.awaitQuiet(DRAIN_TIME_MAX);
    }

    private void addTo(Report report, String prefix) {
      report
          .add(prefix + "messages_per_s", name + ": messages", rounds.messagesPerSecond(), "per s")
          .add(
              prefix + "server_cpu_s_per_100k",
              name + ": CPU",
              rounds.cpuSecondsPer100k(),
              "s per 100,000")
          .add(prefix + "server_cores", name + ": cores", rounds.cores(), "")
          .add(prefix + "memory_mib", name + ": memory", memory(), "MiB");
      Verdict verdict = talkers.verdict();
      report
          .add(prefix + "acked_lost", name + ": lost", verdict.lost())
          .add(prefix + "doubled", name + ": shown twice", verdict.doubled())
          .add(prefix + "out_of_order", name + ": out of order", verdict.outOfOrder());
    }

    double memory() {
      return server.get().residentBytes() / MIB;
    }
  }

  private Outcome outcome(Side theirs, Side ours, double loadBefore) {
    if (theirs.rounds.messagesPerSecond() == 0 || ours.rounds.messagesPerSecond() == 0) {
      throw new BenchFailure("No message came to its end in most rounds: give more --seconds");
    }
    Report report =
        new Report("compare-" + name())
            .add("load_before", "load of the machine before", loadBefore, "")
            .add("accounts", "users", fleetOptions.accounts)
            .add("in_flight", "in flight per user", loadOptions.inFlight)
            .add("payload_bytes", "ciphertext", fleetOptions.payloadBytes, "bytes");
    theirs.addTo(report, "peer_");
    ours.addTo(report, "");
    report
        .add(
            "rate_ratio",
            "godwit's messages, times the peer's",
            ours.rounds.messagesPerSecond() / theirs.rounds.messagesPerSecond(),
            "")
        .add(
            "cpu_ratio",
            "peer's CPU per message, times godwit's",
            theirs.rounds.cpuSecondsPer100k() / ours.rounds.cpuSecondsPer100k(),
            "")
        .add(
            "memory_ratio",
            "godwit's memory, times the peer's",
            ours.memory() / theirs.memory(),
            "");
    return new Outcome(report, ours.talkers.verdict().isClean());
  }
}
