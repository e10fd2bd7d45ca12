package dev.godwit.bench.scenario;

import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The micro benchmarks: what is done for every message, without sockets and disks.
@Command(
    name = "micro",
    description = "What codecs and machines cost per call, by JMH.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Micro extends Measurement {
  @Parameters(
      paramLabel = "REGEX",
      arity = "0..1",
      description = "Which benchmarks (default: all).")
  String which = ".*";

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds of a second, after as many to warm up (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Override
  Outcome measure(Progress progress) throws Exception {
    progress.say("Running the micro benchmarks, about %d s each …".formatted(2 * rounds + 1));
    Report report = new Report("micro");
    for (RunResult result : new Runner(options()).run()) {
      String name = nameOf(result.getParams().getBenchmark());
      var primary = result.getPrimaryResult();
      report.add(name, name, primary.getScore(), primary.getScoreUnit());
    }
    return new Outcome(report, true);
  }

  private org.openjdk.jmh.runner.options.Options options() {
    return new OptionsBuilder()
        .include(which)
        .forks(1)
        .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
        .warmupIterations(rounds)
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(rounds)
        .measurementTime(TimeValue.seconds(1))
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  /// `CodecBench.encodeSend` of the whole name.
  private static String nameOf(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    return benchmark.substring(benchmark.lastIndexOf('.', method - 1) + 1);
  }
}
