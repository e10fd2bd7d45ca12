package dev.godwit.bench.scenario;

import dev.godwit.bench.members.Member;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.scenario.Measurement.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What people see of a large group: how long it takes to make it, and to change it.
final class PeopleReport {
  private static final double MIB = 1024 * 1024;

  /// Rounds that are not counted: the owner's code is cold.
  private static final int WARM_UP = 2;

  private PeopleReport() {}

  static Outcome measure(PeopleRun run, Path data, int rounds, Progress progress)
      throws IOException {
    progress.say("Making a first group, not counted …");
    run.warmUp();
    progress.say("Making the group …");
    long storedBefore = Stored.bytes(data);
    PeopleRun.Creation creation = run.create();
    long stored = Stored.bytes(data) - storedBefore;
    List<PeopleRun.Removal> removals = new ArrayList<>();
    List<Double> additions = new ArrayList<>();
    for (int round = 0; round < WARM_UP + rounds; round++) {
      progress.say("Removing and adding: %d of %d …".formatted(round + 1, WARM_UP + rounds));
      Member member = run.somebody(round);
      removals.add(run.remove(member));
      additions.add(run.add(member));
    }
    Report report = report(run, creation, stored / MIB);
    changes(
        report,
        removals.subList(WARM_UP, removals.size()),
        additions.subList(WARM_UP, additions.size()));
    progress.say(run.whichTroubles());
    return new Outcome(report.add("troubles", "troubles", run.troubles()), run.troubles() == 0);
  }

  private static Report report(PeopleRun run, PeopleRun.Creation creation, double storedMib) {
    return new Report("group --people")
        .add("members", "members", run.size())
        .add("create_sealed_s", "made: commit in the log", creation.sealedSeconds(), "s")
        .add("create_s", "all have read the first message", creation.readSeconds(), "s")
        .add("create_server_cpu_s", "node's CPU for both", creation.nodeCpuSeconds(), "s")
        .add(
            "create_compiler_cpu_s",
            "… of it its JVM's compilers",
            creation.compilerCpuSeconds(),
            "s")
        .add(
            "create_floor_here_s",
            "all processors of this machine, busy with it",
            creation.floorSeconds(),
            "s")
        .add("create_stored_mib", "stored for it", storedMib, "MiB")
        .add("join_ms_p50", "joining: one device's CPU", creation.joinMillis(), "ms");
  }

  private static void changes(
      Report report, List<PeopleRun.Removal> removals, List<Double> additions) {
    report
        .add("add_ms_p50", "add one: until it reads", Median.of(additions, each -> each), "ms")
        .add(
            "remove_refused_ms_p50",
            "remove one: until the node refuses it",
            Median.of(removals, PeopleRun.Removal::refusedMillis),
            "ms")
        .add(
            "remove_ms_p50",
            "… until all devices follow, each by itself",
            Median.of(removals, PeopleRun.Removal::followedMillis),
            "ms")
        .add(
            "remove_here_ms_p50",
            "… on the processors of this machine",
            Median.of(removals, PeopleRun.Removal::hereMillis),
            "ms");
  }
}
