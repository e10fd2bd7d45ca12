package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.mls.Clock;
import dev.godwit.bench.mls.CompiledRun;
import dev.godwit.bench.mls.GroupFigures;
import dev.godwit.bench.mls.GroupRun;
import dev.godwit.bench.mls.PrimitiveFloor;
import dev.godwit.bench.mls.Sizes;
import dev.godwit.bench.mls.Steps;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a large encrypted group costs a device.
@Command(
    name = "mls",
    description = {
      "What a large encrypted group costs a device: making it, joining it, renewing keys in it,"
          + " messages.",
      "On one thread, without network and storage. Beside each stands what the bare primitives"
          + " would take, measured in the same run, and how many times as much it is."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Mls extends Measurement {
  private static final int MEMBERS_MIN = 4;
  private static final double MIB = 1024 * 1024;

  @Option(
      names = "--members",
      paramLabel = "N",
      description = "Members of the group (default: ${DEFAULT-VALUE}).")
  int members = 1_024;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each step; medians are told (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Option(
      names = "--compiled",
      description = "Measure the form that is compiled for the browser, in Node.")
  boolean compiled;

  @Option(
      names = "--cpu",
      description =
          "Count time on the processor instead of the clock's, for a machine that does other things"
              + " too.")
  boolean cpu;

  @Override
  Outcome measure(Progress progress) throws Exception {
    if (members < MEMBERS_MIN || rounds < 1) {
      throw new BenchFailure("Four members or more and at least one round are needed.");
    }
    Clock clock = cpu ? Clock.CPU : Clock.WALL;
    GroupFigures figures =
        compiled
            ? CompiledRun.measure(members, rounds, clock, progress)
            : GroupRun.measure(members, rounds, clock, progress);
    return new Outcome(report(figures), true);
  }

  private Report report(GroupFigures figures) {
    Report report =
        new Report(compiled ? "mls-compiled" : "mls").add("members", "members", members);
    tell(report, figures.steps(), Steps.atBest(members, figures.primitives()));
    tell(report, figures.sizes());
    tell(report, figures.primitives());
    return report;
  }

  private void tell(Report report, Steps took, Steps least) {
    report
        .addTime(
            "create_" + members + "_s",
            "make the group",
            took.create() / 1e9,
            "s",
            least.create() / 1e9)
        .addTime("join_" + members + "_ms", "join it", took.join() / 1e6, "ms", least.join() / 1e6)
        .addTime(
            "update_fresh_ms",
            "renew keys, tree just made",
            took.updateFresh() / 1e6,
            "ms",
            least.updateFresh() / 1e6)
        .addTime(
            "follow_fresh_ms",
            "take that",
            took.followFresh() / 1e6,
            "ms",
            least.followFresh() / 1e6)
        .addTime(
            "update_filled_ms",
            "renew keys, tree filled",
            took.updateFilled() / 1e6,
            "ms",
            least.updateFilled() / 1e6)
        .addTime(
            "follow_ms", "take that", took.followFilled() / 1e6, "ms", least.followFilled() / 1e6)
        .addRate(
            "pairs_per_s",
            "encrypt and decrypt 160 bytes",
            1e9 / took.pair(),
            "per s",
            1e9 / least.pair());
  }

  private static void tell(Report report, Sizes sizes) {
    report
        .add("ciphertext_bytes", "ciphertext of 160 bytes", sizes.ciphertext(), "bytes")
        .add("commit_fresh_bytes", "commit, tree just made", sizes.commitFresh(), "bytes")
        .add("commit_filled_bytes", "commit, tree filled", sizes.commitFilled(), "bytes")
        .add("group_mib", "memory of the group", sizes.group() / MIB, "MiB");
  }

  private static void tell(Report report, PrimitiveFloor primitives) {
    report
        .add("floor_encapsulate_per_s", "bare: encapsulate", primitives.encapsulations(), "per s")
        .add("floor_decapsulate_per_s", "bare: decapsulate", primitives.decapsulations(), "per s")
        .add("floor_derive_per_s", "bare: derive a key pair", primitives.derivations(), "per s")
        .add("floor_sign_per_s", "bare: sign", primitives.signatures(), "per s")
        .add("floor_verify_per_s", "bare: verify", primitives.verifications(), "per s")
        .add(
            "floor_verify_new_per_s",
            "bare: verify a stranger's",
            primitives.newVerifications(),
            "per s")
        .add("floor_hash_per_s", "bare: hash", primitives.hashes(), "per s");
  }
}
