package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.report.Machine;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import java.io.Console;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// A sub-command that measures something and tells it.
///
/// Exit codes: 0 measured, 1 measured and something acknowledged was lost, doubled or out of order,
/// 2 wrong options, 3 not measured.
abstract class Measurement implements Callable<Integer> {
  private static final int VIOLATED = 1;
  private static final int NOT_MEASURED = 3;

  @Option(names = "--json", description = "Make the last line one JSON object with all figures.")
  boolean json;

  /// Measures; `progress` tells a waiting person what is going on.
  abstract Outcome measure(Progress progress) throws Exception;

  /// @param clean whether every promise was kept
  record Outcome(Report report, boolean clean) {}

  @Override
  public Integer call() throws Exception {
    Progress progress = new Progress(System.err, isTerminal());
    try {
      Outcome outcome = measure(progress);
      progress.done();
      tell(outcome.report());
      return outcome.clean() ? 0 : VIOLATED;
    } catch (BenchFailure e) {
      progress.done();
      System.err.println(e.getMessage());
      return NOT_MEASURED;
    }
  }

  private static boolean isTerminal() {
    return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  private void tell(Report report) {
    Machine machine = Machine.here();
    System.out.print(report.toTable(machine));
    if (json) {
      System.out.println(report.toJson(machine));
    }
  }
}
