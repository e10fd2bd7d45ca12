package dev.godwit.bench.scenario;

import dev.godwit.bench.server.NodeProcess;
import java.time.Duration;

/// How a node and its devices came back from one SIGKILL.
///
/// @param serving from the kill, with the new start at once, until the node serves
/// @param back from then until every device is connected and up to date
/// @param cpuSeconds what the new node has used by then
public record Recovery(Duration serving, Duration back, double cpuSeconds) {

  /// Measured on a node that was started after the kill at `killedNanos`; the last device was back
  /// at `backNanos`, perhaps before the node had said so itself.
  static Recovery of(NodeProcess node, long killedNanos, long backNanos) {
    return new Recovery(
        Duration.ofNanos(node.readyNanos() - killedNanos),
        Duration.ofNanos(Math.max(0, backNanos - node.readyNanos())),
        node.usage().cpuSeconds());
  }

  /// From the kill until every device is back.
  Duration whole() {
    return serving.plus(back);
  }

  String describe() {
    return "Killed; serving again after %d ms, everybody back %d ms later"
        .formatted(serving.toMillis(), back.toMillis());
  }
}
