package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.bench.relay.Relay;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// All members of a group against a relay over real sockets.
final class GroupFleetTest {
  private static final Duration TIME_MAX = Duration.ofSeconds(20);
  private static final int MEMBERS = 5;

  @Test
  void membersGoOnWithAnotherGroup() {
    try (Relay relay = new Relay();
        GroupFleet fleet = fleetAt(relay)) {
      fleet.connect(TIME_MAX);
      talkInANewOne(fleet);
      talkInANewOne(fleet);
      GroupFleet.Count count = fleet.countAfter(Duration.ZERO);
      assertEquals(count.messages() * (MEMBERS - 1), count.deliveries());
      assertEquals(0, fleet.outOfOrder());
      assertEquals(Map.of(), fleet.troubles());
    }
  }

  private static void talkInANewOne(GroupFleet fleet) {
    fleet.create(TIME_MAX);
    fleet.sendAtRate(100, Duration.ofMillis(50));
    fleet.awaitQuiet(TIME_MAX);
  }

  private static GroupFleet fleetAt(Relay relay) {
    URI uri = URI.create("http://localhost:" + relay.port());
    return new GroupFleet(uri, Identity.strangers(MEMBERS, 1), 300, 1);
  }
}
