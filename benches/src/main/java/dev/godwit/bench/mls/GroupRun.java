package dev.godwit.bench.mls;

import dev.godwit.bench.report.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// All steps with one size of group on this JVM; medians of some rounds.
public final class GroupRun {
  private static final int TEXT_BYTES = 160;
  private static final int WARM_UP_MEMBERS = 64;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int COPIES = 8;
  private static final int TURNS_PER_ROUND = 6;

  private final int members;
  private final int rounds;
  private final Clock clock;
  private final Progress progress;
  private final Crowd crowd;

  GroupRun(int members, int rounds, Clock clock, Progress progress) {
    progress.say("Making %d key packages …".formatted(members));
    this.members = members;
    this.rounds = rounds;
    this.clock = clock;
    this.progress = progress;
    this.crowd = new Crowd(members);
  }

  /// Measures a group of four members or more, and the primitives before and after it.
  public static GroupFigures measure(int members, int rounds, Clock clock, Progress progress) {
    progress.say("Warming up …");
    PrimitiveFloor before = PrimitiveFloor.measure(clock);
    new GroupRun(WARM_UP_MEMBERS, WARM_UP_ROUNDS, clock, Progress.NONE).measure(before);
    GroupFigures measured = new GroupRun(members, rounds, clock, progress).measure(before);
    PrimitiveFloor after = PrimitiveFloor.measure(clock);
    PrimitiveFloor between = measured.primitives();
    return new GroupFigures(
        measured.steps(),
        measured.sizes(),
        before.orBetter(after).signing(between.signatures(), between.verifications()));
  }

  GroupFigures measure(PrimitiveFloor primitives) {
    List<Crowd.Created> created = new ArrayList<>();
    created.add(crowd.create());
    double create = median("Making the group", _ -> created.set(0, crowd.create()));
    Member joiner = crowd.join(created.getFirst(), 0);
    double join =
        median("Joining", round -> crowd.join(created.getFirst(), (round + 1) % (members - 1)));
    Member founder = created.getFirst().founder();
    Renewals fresh = renew("Renewing keys", founder, joiner);
    fill(founder, joiner);
    Renewals filled = renew("Renewing keys in the filled tree", founder, joiner);
    progress.say("Sending messages …");
    Turns turns = Turns.measure(TURNS_PER_ROUND * rounds, clock, founder, joiner, TEXT_BYTES);
    return new GroupFigures(
        new Steps(
            create, join, fresh.update, fresh.follow, filled.update, filled.follow, turns.pair()),
        new Sizes(
            fresh.commitBytes,
            filled.commitBytes,
            founder.send(new byte[TEXT_BYTES]).length,
            heapBytes(founder)),
        primitives.signing(1e9 / turns.sign(), 1e9 / turns.verify()));
  }

  private interface Step {
    void run(int round);
  }

  private double median(String what, Step step) {
    progress.say("%s, %d times …".formatted(what, rounds));
    List<Long> nanos = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      int number = round;
      nanos.add(clock.nanosOf(() -> step.run(number)));
    }
    return median(nanos);
  }

  /// The mean of the two in the middle for an even number.
  private static double median(List<Long> nanos) {
    List<Long> sorted = nanos.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2.0;
  }

  /// Nanoseconds to make and to take a commit that renews keys.
  private record Renewals(double update, double follow, int commitBytes) {}

  private Renewals renew(String what, Member founder, Member joiner) {
    progress.say("%s, %d times …".formatted(what, rounds));
    List<Long> update = new ArrayList<>();
    List<Long> follow = new ArrayList<>();
    int commitBytes = 0;
    for (int round = 0; round < rounds; round++) {
      long start = clock.nanos();
      byte[] commit = founder.update();
      update.add(clock.nanos() - start);
      follow.add(clock.nanosOf(() -> joiner.follow(commit)));
      commitBytes = commit.length;
    }
    return new Renewals(median(update), median(follow), commitBytes);
  }

  /// Every second member leaves fresh keys on its path; then no node of the tree is blank. The
  /// first are far from each other, so that blank parts are soon small: a path costs an encryption
  /// for every member below a blank node.
  private void fill(Member founder, Member joiner) {
    int bits = Steps.levels(members) - 1;
    int last = (1 << bits) - 1;
    for (int i = 1; i <= last; i++) {
      progress.step("Filling the tree", i, last);
      int leaf = 2 * (Integer.reverse(i) >>> (Integer.SIZE - bits));
      if (leaf < members) {
        byte[] commit = crowd.rejoin(founder, leaf - 1);
        founder.follow(commit);
        joiner.follow(commit);
      }
    }
  }

  /// What some copies of a member add to the heap, for each.
  private double heapBytes(Member member) {
    progress.say("Weighing the group …");
    long before = usedBytes();
    List<Member> copies = Stream.generate(() -> crowd.restore(member)).limit(COPIES).toList();
    return (double) (usedBytes() - before) / copies.size();
  }

  private static long usedBytes() {
    Runtime runtime = Runtime.getRuntime();
    runtime.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
