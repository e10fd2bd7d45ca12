package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.bench.relay.Relay;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GrowthFleetTest {
  private static final Duration TIME_MAX = Duration.ofSeconds(20);
  private static final int DEVICES = 7;

  @Test
  void messagesGoToAllConversationsAndAreCountedOnce() {
    try (Relay relay = new Relay();
        GrowthFleet fleet = fleetAt(relay)) {
      fleet.connect(TIME_MAX);
      fleet.grow(GrowthFleet.conversationsMax(DEVICES), TIME_MAX);
      fleet.keepInFlight(3);
      fleet.countsAfter(Duration.ofMillis(200));
      fleet.keepInFlight(0);
      fleet.awaitQuiet(TIME_MAX);
      Counts counts = fleet.counts();
      assertTrue(counts.receipted() > DEVICES * 3, "there was load");
      assertEquals(counts.receipted(), counts.acknowledged());
      assertEquals(new Verdict(counts.receipted(), counts.receipted(), 0, 0, 0), fleet.verdict());
    }
  }

  @Test
  void devicesThatComeBackGoOn() {
    try (Relay relay = new Relay();
        GrowthFleet fleet = fleetAt(relay)) {
      fleet.connect(TIME_MAX);
      fleet.grow(DEVICES, TIME_MAX);
      fleet.reconnect(fleet.identities(), TIME_MAX);
      fleet.grow(2 * DEVICES, TIME_MAX);
      fleet.keepInFlight(1);
      fleet.countsAfter(Duration.ofMillis(100));
      fleet.keepInFlight(0);
      fleet.awaitQuiet(TIME_MAX);
      assertTrue(fleet.counts().receipted() > 0, "there was load");
      assertTrue(fleet.verdict().isClean(), fleet.verdict().toString());
    }
  }

  @Test
  void moreConversationsThanPairsAreNotMade() {
    try (Relay relay = new Relay();
        GrowthFleet fleet = fleetAt(relay)) {
      fleet.connect(TIME_MAX);
      long tooMany = GrowthFleet.conversationsMax(DEVICES) + 1;
      assertEquals(21, tooMany - 1);
      assertThrows(BenchFailure.class, () -> fleet.grow(tooMany, Duration.ofMillis(300)));
    }
  }

  @Test
  void aNodeThatGoesAwayIsToldAtOnce() {
    Relay relay = new Relay();
    try (relay;
        GrowthFleet fleet = fleetAt(relay)) {
      fleet.connect(TIME_MAX);
      relay.close();
      BenchFailure failure =
          assertThrows(BenchFailure.class, () -> fleet.grow(DEVICES, Duration.ofDays(1)));
      assertTrue(failure.toString().contains("a connection ended"), failure.toString());
    }
  }

  private static GrowthFleet fleetAt(Relay relay) {
    URI uri = URI.create("http://localhost:" + relay.port());
    return new GrowthFleet(uri, Identity.strangers(DEVICES, 7), 300, 1);
  }
}
