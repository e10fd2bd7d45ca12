package dev.godwit.bench.fault;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.server.NodeProcess;

/// All connections end in one moment, and everybody comes back at once.
///
/// @param crowd opens the clients
/// @param clients how many
public record Stampede(Stage.Fleets crowd, int clients) implements Fault {
  @Override
  public String name() {
    return "stampede";
  }

  @Override
  public String what() {
    return "%,d clients are cut off and reconnect at once".formatted(clients);
  }

  @Override
  public Aftermath happen(Stage stage) throws Exception {
    try (NodeProcess node = NodeProcess.start(stage.setup(name()), 0);
        Fleet fleet = crowd.open(node.uri())) {
      fleet.keepInFlight(1);
      fleet.awaitReceipted(clients, Stage.BACK_TIME_MAX);
      fleet.dropAll();
      fleet.awaitDropped(clients, Stage.BACK_TIME_MAX);
      return Stage.back(fleet);
    }
  }
}
