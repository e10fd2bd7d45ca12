package dev.godwit.bench.scenario;

import dev.godwit.bench.report.Report;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Tells what came of the load on a large group, beside what a relay did with the same.
///
/// @param floor the same load on the relay, if it was measured
record GroupReport(Report report, GroupLoad.Measured node, Optional<GroupLoad.Measured> floor) {

  void tell(GroupLoad load) {
    report
        .add("rate", "one sender: rate", load.rate(), "per s")
        .add("durable_writes_per_message", "durable writes", writes(), "per message")
        .add(
            "receipt_frames_per_s",
            "receipt frames to the sender",
            node.calm().receiptsPerSecond(),
            "per s");
    time("last_member_ms_p50", "last member has it, p50", "ms", each -> each.lastMillis(50));
    time("last_member_ms_p99", "last member has it, p99", "ms", each -> each.lastMillis(99));
    part("", "one sender: deliveries", GroupLoad.Measured::one);
    report.add("senders", "senders at once", load.senders());
    part("many_", "many senders: deliveries", GroupLoad.Measured::many);
  }

  private double writes() {
    return node.calm().writes() / node.calm().messages();
  }

  private interface Which {
    GroupLoad.Part of(GroupLoad.Measured measured);
  }

  private void part(String prefix, String label, Which which) {
    rate(prefix + "deliveries_per_s", label, each -> which.of(each).deliveriesPerSecond());
    time(
        prefix + "server_cpu_us_per_delivery",
        "node's CPU",
        "µs per delivery",
        each -> which.of(each).cpuMicrosPerDelivery());
  }

  private void rate(String key, String label, ToDoubleFunction<GroupLoad.Measured> figure) {
    double value = figure.applyAsDouble(node);
    floor.ifPresentOrElse(
        best -> report.addRate(key, label, value, "per s", figure.applyAsDouble(best)),
        () -> report.add(key, label, value, "per s"));
  }

  private void time(
      String key, String label, String unit, ToDoubleFunction<GroupLoad.Measured> figure) {
    double value = figure.applyAsDouble(node);
    floor.ifPresentOrElse(
        best -> report.addTime(key, label, value, unit, figure.applyAsDouble(best)),
        () -> report.add(key, label, value, unit));
  }
}
