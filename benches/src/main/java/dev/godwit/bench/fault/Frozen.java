package dev.godwit.bench.fault;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.server.NodeProcess;
import java.time.Duration;

/// The node's process hangs for a while: SIGSTOP, and SIGCONT later.
///
/// @param seconds how long
public record Frozen(int seconds) implements Fault {
  @Override
  public String name() {
    return "frozen";
  }

  @Override
  public String what() {
    return "the node hangs for %d s (SIGSTOP)".formatted(seconds);
  }

  @Override
  public Aftermath happen(Stage stage) throws Exception {
    try (NodeProcess node = NodeProcess.start(stage.setup(name()), 0);
        Fleet fleet = stage.talking(node)) {
      node.freeze(true);
      try {
        fleet.countsAfter(Duration.ofSeconds(seconds));
      } finally {
        node.freeze(false);
      }
      return Stage.back(fleet);
    }
  }
}
