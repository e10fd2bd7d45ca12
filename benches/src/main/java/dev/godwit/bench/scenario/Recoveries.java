package dev.godwit.bench.scenario;

import dev.godwit.bench.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// Many recoveries in figures: medians, and what one in a hundred exceeds.
final class Recoveries {
  private static final double PERCENT = 99;

  private final List<Recovery> all;

  Recoveries(List<Recovery> all) {
    this.all = List.copyOf(all);
  }

  /// Adds the figures; their keys begin with `prefix`.
  void addTo(Report report, String prefix) {
    add(report, prefix + "serving_again_s", "serving again after the kill", Recovery::serving);
    add(report, prefix + "back_s", "everybody back after that", Recovery::back);
    add(report, prefix + "caught_up_s", "from the kill to everybody back", Recovery::whole);
    report.add(
        prefix + "cpu_s",
        "node's CPU until then, median",
        Median.of(all, Recovery::cpuSeconds),
        "s");
  }

  private void add(Report report, String key, String label, Function<Recovery, Duration> time) {
    report
        .add(key + "_p50", label + ", median", Median.of(all, each -> seconds(time, each)), "s")
        .add(key + "_p99", label + ", p99", highest(time), "s")
        .addAll(key + "_all", all.stream().map(each -> seconds(time, each)).toList());
  }

  /// The nearest rank: for fewer than a hundred the longest.
  private double highest(Function<Recovery, Duration> time) {
    double[] sorted = all.stream().mapToDouble(each -> seconds(time, each)).sorted().toArray();
    int rank = (int) Math.ceil(PERCENT / 100 * sorted.length);
    return rank == 0 ? Double.NaN : sorted[rank - 1];
  }

  private static double seconds(Function<Recovery, Duration> time, Recovery of) {
    return time.apply(of).toNanos() / 1e9;
  }
}
