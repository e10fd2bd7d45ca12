package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.bench.relay.Relay;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The fleet against a relay over real sockets.
final class FleetTest {
  private static final Duration TIME_MAX = Duration.ofSeconds(20);
  private static final int DEVICES = 10;
  private static final int IN_FLIGHT = 5;
  private static final long MESSAGES = 1_000;

  @Test
  void everyMessageIsAcknowledgedShownAndReceiptedOnce() {
    try (Relay relay = new Relay();
        Fleet fleet = fleetAt(relay)) {
      fleet.connect(TIME_MAX);
      fleet.pairUp(TIME_MAX);
      fleet.keepInFlight(IN_FLIGHT);
      fleet.awaitReceipted(MESSAGES, TIME_MAX);
      fleet.keepInFlight(0);
      fleet.awaitQuiet(TIME_MAX);
      Counts counts = fleet.counts();
      assertTrue(counts.receipted() >= MESSAGES);
      assertEquals(counts.receipted(), counts.acknowledged());
      assertEquals(counts.receipted(), counts.shown());
      assertEquals(new Verdict(counts.shown(), counts.shown(), 0, 0, 0), fleet.verdict());
    }
  }

  @Test
  void aFixedRateIsKept() {
    try (Relay relay = new Relay();
        Fleet fleet = fleetAt(relay)) {
      fleet.connect(TIME_MAX);
      fleet.pairUp(TIME_MAX);
      fleet.sendAtRate(10_000, Duration.ofMillis(100));
      fleet.awaitQuiet(TIME_MAX);
      Latencies latencies = fleet.takeLatencies();
      assertEquals(fleet.counts().shown(), latencies.shownNanos().getTotalCount());
      assertTrue(fleet.counts().shown() >= 1_000, "at least what was due in the time");
      assertEquals(0, fleet.takeLatencies().shownNanos().getTotalCount());
    }
  }

  @Test
  void aFleetThatFindsNoNodeSaysHowManyAreMissing() {
    URI nowhere = URI.create("http://localhost:1");
    try (Fleet fleet = new Fleet(nowhere, strangers(), 300, 1)) {
      BenchFailure failure =
          assertThrows(BenchFailure.class, () -> fleet.connect(Duration.ofMillis(200)));
      assertTrue(failure.toString().contains("10 of 10 sessions"));
    }
  }

  private static Fleet fleetAt(Relay relay) {
    return new Fleet(URI.create("http://localhost:" + relay.port()), strangers(), 300, 1);
  }

  private static List<Identity> strangers() {
    return Identity.strangers(DEVICES, 7);
  }
}
