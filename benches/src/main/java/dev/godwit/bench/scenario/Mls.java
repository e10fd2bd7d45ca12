package dev.godwit.bench.scenario;

import dev.godwit.bench.mls.Crowd;
import dev.godwit.bench.mls.PrimitiveFloor;
import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.mls.Group;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// What a large encrypted group costs a device.
@Command(
    name = "mls",
    description = {
      "What a large encrypted group costs a device: making it, joining it, renewing keys in it,"
          + " messages.",
      "On one thread, without network and storage."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Mls extends Measurement {
  private static final int TEXT_BYTES = 160;
  private static final int PAIRS_PER_ROUND = 5_000;
  private static final int WARM_UP_MEMBERS = 64;
  private static final int WARM_UP_ROUNDS = 3;

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

  @Override
  Outcome measure(Progress progress) throws Exception {
    progress.say("Warming up …");
    new Run(WARM_UP_MEMBERS, WARM_UP_ROUNDS, Progress.NONE).run();
    PrimitiveFloor floor = PrimitiveFloor.measure();
    Run run = new Run(members, rounds, progress);
    run.run();
    return new Outcome(report(run, floor), true);
  }

  private Report report(Run run, PrimitiveFloor floor) {
    return new Report("mls")
        .add("members", "members", members)
        .add("create_" + members + "_s", "make the group", median(run.create) / 1e9, "s")
        .add("join_" + members + "_ms", "join it", median(run.join) / 1e6, "ms")
        .add("update_fresh_ms", "renew keys, tree just made", median(run.updateFresh) / 1e6, "ms")
        .add("update_filled_ms", "renew keys, tree filled", median(run.updateFilled) / 1e6, "ms")
        .add("follow_ms", "take another's renewal", median(run.follow) / 1e6, "ms")
        .add(
            "pairs_per_s",
            "encrypt and decrypt 160 bytes",
            PAIRS_PER_ROUND * 1e9 / median(run.pairs),
            "per s")
        .add("floor_encapsulate_per_s", "floor: encapsulate", floor.encapsulations(), "per s")
        .add("floor_decapsulate_per_s", "floor: decapsulate", floor.decapsulations(), "per s")
        .add("floor_sign_per_s", "floor: sign", floor.signatures(), "per s")
        .add("floor_verify_per_s", "floor: verify", floor.verifications(), "per s")
        .add("floor_hash_per_s", "floor: hash", floor.hashes(), "per s");
  }

  private static double median(List<Long> nanos) {
    return Median.of(nanos, Long::doubleValue);
  }

  /// All steps with one size of group; nanoseconds of each round.
  private static final class Run {
    final List<Long> create = new ArrayList<>();
    final List<Long> join = new ArrayList<>();
    final List<Long> updateFresh = new ArrayList<>();
    final List<Long> updateFilled = new ArrayList<>();
    final List<Long> follow = new ArrayList<>();
    final List<Long> pairs = new ArrayList<>();

    private final Crowd crowd;
    private final int members;
    private final int rounds;
    private final Progress progress;

    Run(int members, int rounds, Progress progress) {
      progress.say("Making %d key packages …".formatted(members));
      this.crowd = new Crowd(members);
      this.members = members;
      this.rounds = rounds;
      this.progress = progress;
    }

    void run() {
      Crowd.Created created = createSome();
      Group creator = created.group();
      Group joiner = joinSome(created);
      for (int i = 0; i < rounds; i++) {
        update(creator, joiner, updateFresh);
      }
      fill(creator, joiner);
      for (int i = 0; i < rounds; i++) {
        update(creator, joiner, updateFilled);
      }
      byte[] text = new byte[TEXT_BYTES];
      for (int i = 0; i < rounds; i++) {
        pairs.add(nanosOf(() -> passMany(creator, joiner, text)));
      }
    }

    private Crowd.Created createSome() {
      Crowd.Created created = crowd.create();
      for (int i = 0; i < rounds; i++) {
        progress.say("Making the group, %d of %d …".formatted(i + 1, rounds));
        long start = System.nanoTime();
        created = crowd.create();
        create.add(System.nanoTime() - start);
      }
      return created;
    }

    private Group joinSome(Crowd.Created created) {
      Group joiner = crowd.join(created, 0);
      for (int i = 0; i < rounds; i++) {
        progress.say("Joining, %d of %d …".formatted(i + 1, rounds));
        int member = (i + 1) % (members - 1);
        join.add(nanosOf(() -> crowd.join(created, member)));
      }
      return joiner;
    }

    private void update(Group creator, Group joiner, List<Long> times) {
      long start = System.nanoTime();
      byte[] commit = crowd.update(creator).message();
      times.add(System.nanoTime() - start);
      follow.add(nanosOf(() -> crowd.follow(joiner, commit)));
    }

    /// Every second member leaves fresh keys on its path; then no node of the tree is blank.
    private void fill(Group creator, Group joiner) {
      for (int member = 1; member < members - 1; member += 2) {
        progress.say("Filling the tree, %d of %d …".formatted(member, members));
        byte[] commit = crowd.rejoin(creator, member);
        crowd.follow(creator, commit);
        crowd.follow(joiner, commit);
      }
    }

    private void passMany(Group from, Group to, byte[] text) {
      for (int i = 0; i < PAIRS_PER_ROUND; i++) {
        crowd.pass(from, to, text);
      }
    }

    private static long nanosOf(Runnable step) {
      long start = System.nanoTime();
      step.run();
      return System.nanoTime() - start;
    }
  }
}
