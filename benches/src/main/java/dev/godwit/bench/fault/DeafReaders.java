package dev.godwit.bench.fault;

import dev.godwit.bench.fleet.Fleet;
import dev.godwit.bench.server.NodeProcess;
import java.time.Duration;

/// Half of the devices stop reading their sockets, while all go on sending at a fixed rate.
///
/// @param seconds how long
public record DeafReaders(int seconds) implements Fault {
  private static final int RATE = 2_000;

  @Override
  public String name() {
    return "deaf";
  }

  @Override
  public String what() {
    return "half of the devices read nothing for %d s, while all send".formatted(seconds);
  }

  @Override
  public Aftermath happen(Stage stage) throws Exception {
    try (NodeProcess node = NodeProcess.start(stage.setup(name()), 0);
        Fleet fleet = stage.talking(node)) {
      fleet.keepInFlight(0);
      fleet.secondsRead(false);
      fleet.sendAtRate(RATE, Duration.ofSeconds(seconds));
      fleet.secondsRead(true);
      return Stage.back(fleet);
    }
  }
}
