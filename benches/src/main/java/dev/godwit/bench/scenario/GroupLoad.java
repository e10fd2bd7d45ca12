package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.GroupFleet;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.server.NodeProcess;
import java.io.IOException;
import java.time.Duration;
import org.HdrHistogram.Histogram;

/// The same load for a node and for a relay: one sender at a fixed rate, one as fast as it can, and
/// many at once.
///
/// @param rate messages a second of the one sender
/// @param inFlight messages on their way to somebody, at full load
/// @param senders members that send at once
/// @param seconds the length of each part
/// @param warmUpSeconds full load before
record GroupLoad(int rate, int inFlight, int senders, int seconds, int warmUpSeconds) {
  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final double NANOS_PER_MILLI = 1e6;

  /// How many durable writes a server has made.
  interface Writes {
    double now() throws IOException, InterruptedException;
  }

  /// One part of the measurement: what went on while it lasted.
  ///
  /// @param receipts frames with receipts that came to the first member
  /// @param cpu of the server, in seconds
  record Part(
      double seconds, long messages, long deliveries, long receipts, double cpu, double writes) {

    double deliveriesPerSecond() {
      return deliveries / seconds;
    }

    double cpuMicrosPerDelivery() {
      return cpu * 1e6 / deliveries;
    }

    double receiptsPerSecond() {
      return receipts / seconds;
    }
  }

  /// @param last how long the last member waited for each message of the first part, in nanoseconds
  record Measured(Part calm, Histogram last, Part one, Part many) {
    double lastMillis(double percentile) {
      return last.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }
  }

  /// @param writes durable writes of the server so far
  Measured put(NodeProcess server, Writes writes, GroupFleet fleet, Progress progress)
      throws IOException, InterruptedException {
    progress.say("Warming up for %d s …".formatted(warmUpSeconds));
    load(server, writes, fleet, 1, warmUpSeconds);
    progress.say("One sender, %d messages a second …".formatted(rate));
    fleet.takeLatencies();
    Part calm =
        part(server, writes, fleet, () -> fleet.sendAtRate(rate, Duration.ofSeconds(seconds)));
    Histogram last = fleet.takeLatencies();
    progress.say("One sender, full load …");
    Part one = load(server, writes, fleet, 1, seconds);
    progress.say("%d senders, full load …".formatted(senders));
    return new Measured(calm, last, one, load(server, writes, fleet, senders, seconds));
  }

  private Part load(NodeProcess server, Writes writes, GroupFleet fleet, int by, int forSeconds)
      throws IOException, InterruptedException {
    fleet.keepInFlight(inFlight, by);
    Part part = part(server, writes, fleet, () -> fleet.countAfter(Duration.ofSeconds(forSeconds)));
    fleet.keepInFlight(0, by);
    fleet.awaitQuiet(TIME_MAX);
    return part;
  }

  private static Part part(NodeProcess server, Writes writes, GroupFleet fleet, Runnable what)
      throws IOException, InterruptedException {
    double writesBefore = writes.now();
    double cpuBefore = server.usage().cpuSeconds();
    GroupFleet.Count start = fleet.countAfter(Duration.ZERO);
    what.run();
    GroupFleet.Count end = fleet.countAfter(Duration.ZERO);
    double cpu = server.usage().cpuSeconds() - cpuBefore;
    return new Part(
        (end.nanos() - start.nanos()) / 1e9,
        end.messages() - start.messages(),
        end.deliveries() - start.deliveries(),
        end.receipts() - start.receipts(),
        cpu,
        writes.now() - writesBefore);
  }
}
