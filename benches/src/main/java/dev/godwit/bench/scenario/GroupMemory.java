package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.GroupFleet;
import dev.godwit.bench.report.Report;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.core.conversation.Conversation;
import dev.godwit.wire.Limits;
import java.time.Duration;
import java.util.function.Consumer;

/// What groups take of the node's heap in which nobody says anything any more. Their members are
/// connected all the time, so what the node keeps for a connected member is there before and after.
///
/// @param members of each group
/// @param groups that were made
/// @param idleKib of a group while the node has it, by what was free when it had forgotten them
/// @param leftKib of a group that the node has forgotten, its members still connected: what their
///     accounts and sessions have of it, and the cache of the store
record GroupMemory(int members, int groups, double idleKib, double leftKib) {
  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final double KIB = 1024;
  private static final int MESSAGES_PER_SECOND = 20;
  private static final Duration TALK = Duration.ofMillis(250);

  /// Until acknowledgements are written, receipts are sent, and sessions have forgotten a
  /// conversation of which their devices have everything, which they do as often as this.
  private static final Duration UNTIL_QUIET =
      Duration.ofMillis(Limits.SILENT_MILLIS_MAX).plusSeconds(3);

  /// For so long the node keeps a large group that is not used; within it all have to be made.
  private static final Duration KEPT = Duration.ofMillis(Conversation.LEFT_MILLIS);

  private static final Duration UNTIL_FORGOTTEN = KEPT.plusSeconds(15);

  /// With the first come buffers and code that the node needs once.
  private static final int FIRST = 5;

  /// By default a collection of the whole heap leaves a twentieth of it unmoved, with its garbage.
  static NodeProcess.Setup exactly(NodeProcess.Setup setup) {
    return new NodeProcess.Setup(
        setup.root(),
        setup.data(),
        setup.config(),
        "-XX:MarkSweepDeadRatio=0 " + setup.javaOptions());
  }

  static GroupMemory measure(
      NodeProcess node, GroupFleet fleet, int groups, Consumer<String> progress) {
    talkInNewOnes(FIRST, fleet, progress);
    forget(fleet, progress);
    long before = node.liveHeapBytes();
    long start = System.nanoTime();
    talkInNewOnes(groups, fleet, progress);
    long idle = node.liveHeapBytes();
    refuseIfLongerThanKept(Duration.ofNanos(System.nanoTime() - start), groups);
    forget(fleet, progress);
    long left = node.liveHeapBytes();
    return new GroupMemory(
        fleet.size(), groups, (idle - left) / KIB / groups, (left - before) / KIB / groups);
  }

  private static void refuseIfLongerThanKept(Duration took, int groups) {
    if (took.compareTo(KEPT) >= 0) {
      throw new BenchFailure(
          "Making %d groups took %d s, and after %d the node forgets the first: ask for fewer"
              .formatted(groups, took.toSeconds(), KEPT.toSeconds()));
    }
  }

  private static void talkInNewOnes(int count, GroupFleet fleet, Consumer<String> progress) {
    progress.accept("Making %d groups of %d, and talking …".formatted(count, fleet.size()));
    for (int i = 0; i < count; i++) {
      fleet.create(TIME_MAX);
      fleet.sendAtRate(MESSAGES_PER_SECOND, TALK);
      fleet.awaitQuiet(TIME_MAX);
    }
    fleet.countAfter(UNTIL_QUIET);
  }

  private static void forget(GroupFleet fleet, Consumer<String> progress) {
    progress.accept("Nobody says anything for %d s …".formatted(UNTIL_FORGOTTEN.toSeconds()));
    fleet.countAfter(UNTIL_FORGOTTEN);
  }

  Report report() {
    return new Report("group")
        .add("members", "members", members)
        .add("groups", "groups", groups)
        .add("idle_kib", "node's heap for one that is silent", idleKib, "KiB")
        .add("forgotten_kib", "left of one it has forgotten", leftKib, "KiB");
  }
}
