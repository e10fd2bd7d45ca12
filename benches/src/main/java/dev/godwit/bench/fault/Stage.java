package dev.godwit.bench.fault;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.server.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/// Where faults happen.
///
/// @param folder for what a fault needs besides the node's data; removed in the end
/// @param cache for programs that are fetched; kept
public record Stage(Path folder, Path cache, Nodes nodes, Fleets fleets, Load load) {
  static final Duration BACK_TIME_MAX = Duration.ofMinutes(3);

  /// What goes on when a fault comes.
  ///
  /// @param inFlight messages of each device without second tick
  /// @param time for how long before
  public record Load(int inFlight, Duration time) {}

  /// How nodes are set up.
  public interface Nodes {
    NodeProcess.Setup setup(Path data) throws IOException;
  }

  /// Opens a fleet of pairs against a node that serves.
  public interface Fleets {
    Fleet open(URI node) throws InterruptedException;
  }

  NodeProcess.Setup setup(String name) throws IOException {
    return nodes.setup(folder.resolve(name));
  }

  /// A fleet that has been talking for a while, and goes on.
  Fleet talking(NodeProcess node) throws InterruptedException {
    Fleet fleet = fleets.open(node.uri());
    fleet.keepInFlight(load.inFlight());
    fleet.countsAfter(load.time());
    return fleet;
  }

  /// The fault is over: nothing new is sent, and all is waited for.
  static Aftermath back(Fleet fleet) {
    long start = System.nanoTime();
    fleet.keepInFlight(0);
    fleet.awaitCaughtUp(BACK_TIME_MAX);
    fleet.awaitQuiet(BACK_TIME_MAX);
    return new Aftermath(fleet.verdict(), Duration.ofNanos(System.nanoTime() - start));
  }
}
