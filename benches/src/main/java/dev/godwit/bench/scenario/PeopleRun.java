package dev.godwit.bench.scenario;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Registrar;
import dev.godwit.bench.members.Member;
import dev.godwit.bench.members.Members;
import dev.godwit.bench.server.NodeProcess;
import dev.godwit.bench.server.Usage;
import dev.godwit.client.Godwit;
import dev.godwit.client.GroupChanged;
import dev.godwit.client.GroupRules;
import dev.godwit.client.Recipient;
import dev.godwit.client.Secret;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Send;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// A large group of real devices that somebody makes and changes with the SDK.
final class PeopleRun implements AutoCloseable {
  private static final Duration TIME_MAX = Duration.ofMinutes(2);
  private static final String PASSWORD = "a password for benches";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int FORGED_BYTES = 300;

  private final NodeProcess node;
  private final Members members;
  private final Godwit owner;
  private ConversationId group = ConversationId.NONE;
  private int texts;

  /// @param sealedSeconds from asking the SDK until the group is in the log
  /// @param readSeconds from then until all others have read the first message
  /// @param nodeCpuSeconds the node's share of both
  /// @param compilerCpuSeconds of it what the JVM's compilers took: the node has just started
  /// @param floorSeconds all processors of this machine busy with nothing but the node and devices
  /// @param joinMillis what joining takes one device, in the middle
  record Creation(
      double sealedSeconds,
      double readSeconds,
      double nodeCpuSeconds,
      double compilerCpuSeconds,
      double floorSeconds,
      double joinMillis) {}

  /// @param refusedMillis until the node took nothing more of who was removed
  /// @param followedMillis until each other device had followed, if each has a processor of its own
  /// @param hereMillis until all had on the processors of this machine
  record Removal(double refusedMillis, double followedMillis, double hereMillis) {}

  private PeopleRun(NodeProcess node, Members members, Godwit owner) {
    this.node = node;
    this.members = members;
    this.owner = owner;
  }

  /// Registers and connects an owner and so many others.
  static PeopleRun prepare(
      NodeProcess node, Path home, int others, boolean everyCheck, Consumer<String> progress)
      throws InterruptedException {
    Members members =
        Members.register(
            node.uri(),
            others,
            everyCheck,
            done -> {
              if (done % 100 == 0) {
                progress.accept("Registering devices: %d of %d …".formatted(done, others));
              }
            });
    progress.accept("Connecting %d devices …".formatted(others));
    members.connect(TIME_MAX);
    var me = Godwit.register(home, new Secret.KeyFile(), node.uri(), "founder", PASSWORD);
    Godwit owner = Godwit.open(home, new Secret.KeyFile());
    owner.connect();
    if (!owner.awaitOnline(TIME_MAX)) {
      throw new BenchFailure(me.handle() + " did not come online");
    }
    return new PeopleRun(node, members, owner);
  }

  /// Makes such a group once before: the node has just started, and what it and the devices do has
  /// to be compiled.
  void warmUp() {
    makeGroup();
    awaitRead(members.all(), say());
  }

  private void makeGroup() {
    List<String> people =
        members.all().stream().map(each -> "@" + Registrar.handle(each.account())).toList();
    GroupChanged made =
        owner
            .groups()
            .waiting(TIME_MAX)
            .create("Everybody", "", new byte[0], people, GroupRules.NEW_GROUP);
    requireDone(made);
    group = made.group();
  }

  /// Makes the group of all and says something in it.
  Creation create() {
    clean();
    Usage before = node.usage();
    double compilersBefore = Usage.compilerSeconds(node.pid());
    Usage ownBefore = Usage.of(ProcessHandle.current().pid());
    long start = System.nanoTime();
    makeGroup();
    long sealed = System.nanoTime();
    String text = say();
    awaitRead(members.all(), text);
    double nodeCpu = node.usage().cpuSeconds() - before.cpuSeconds();
    double ownCpu = Usage.of(ProcessHandle.current().pid()).cpuSeconds() - ownBefore.cpuSeconds();
    return new Creation(
        (sealed - start) / NANOS_PER_SECOND,
        (lastRead(members.all(), text) - start) / NANOS_PER_SECOND,
        nodeCpu,
        Usage.compilerSeconds(node.pid()) - compilersBefore,
        (nodeCpu + ownCpu) / Runtime.getRuntime().availableProcessors(),
        Median.of(members.all(), each -> each.joinCpuNanos() / NANOS_PER_MILLI));
  }

  /// Removes a member. While the commit is on its way the other devices only take it from the
  /// socket: what each needs to follow it is measured after that, and added to when it came.
  Removal remove(Member out) {
    List<Member> others = members.all().stream().filter(each -> each != out).toList();
    int before = others.getFirst().followed().count();
    members.all().forEach(each -> each.hold(true));
    clean();
    long start = System.nanoTime();
    requireDone(owner.groups().waiting(TIME_MAX).remove(group, name(out)));
    out.sendPast(forged());
    members.await(List.of(out), each -> each.refusedNanos() > start, TIME_MAX, "were not refused");
    members.await(
        others, each -> each.arrived().count() > before, TIME_MAX, "did not get the commit");
    members.all().forEach(each -> each.hold(false));
    members.await(
        others, each -> each.followed().count() > before, TIME_MAX, "did not follow the commit");
    return new Removal(
        (out.refusedNanos() - start) / NANOS_PER_MILLI,
        others.stream()
                .mapToDouble(each -> (each.arrived().nanos() - start + each.followed().cpuNanos()))
                .max()
                .orElseThrow()
            / NANOS_PER_MILLI,
        others.stream().mapToLong(each -> each.followed().nanos() - start).max().orElseThrow()
            / NANOS_PER_MILLI);
  }

  /// The heap of a thousand devices takes seconds to clean, which nobody's own device would wait
  /// for: it is done before.
  private static void clean() {
    System.gc();
  }

  private Send forged() {
    return new Send(
        group,
        new EntryId(System.nanoTime(), 1),
        members.all().getFirst().followed().count() + 1,
        Bytes.owned(new byte[FORGED_BYTES]),
        Bytes.EMPTY);
  }

  /// Adds somebody, and says something. Milliseconds until who came in has read it; the devices of
  /// the others wait meanwhile, since they would have processors of their own.
  double add(Member who) {
    List<Member> others = members.all().stream().filter(each -> each != who).toList();
    others.forEach(each -> each.hold(true));
    clean();
    long start = System.nanoTime();
    requireDone(owner.groups().waiting(TIME_MAX).add(group, name(who)));
    String text = say();
    awaitRead(List.of(who), text);
    double took = (who.readNanos(text) - start) / NANOS_PER_MILLI;
    others.forEach(each -> each.hold(false));
    awaitRead(others, text);
    return took;
  }

  private static List<String> name(Member member) {
    return List.of("@" + Registrar.handle(member.account()));
  }

  private static void requireDone(GroupChanged changed) {
    if (!changed.isDone() || !changed.leftOut().isEmpty()) {
      throw new BenchFailure("A change of the group was not made: " + changed);
    }
  }

  private String say() {
    String text = "message " + ++texts;
    var sending = owner.send(new Recipient.InConversation(group), text);
    if (sending.isUnaddressed()) {
      throw new BenchFailure("The group is not there");
    }
    return text;
  }

  private void awaitRead(List<Member> of, String text) {
    members.await(of, each -> each.readNanos(text) != 0, TIME_MAX, "have not read " + text);
  }

  private static long lastRead(List<Member> of, String text) {
    return of.stream().mapToLong(each -> each.readNanos(text)).max().orElseThrow();
  }

  /// How many are in the group, with its owner.
  int size() {
    return members.all().size() + 1;
  }

  Member somebody(int number) {
    return members.all().get(number * 37 % members.all().size());
  }

  /// What should not have happened.
  long troubles() {
    return members.troubles().values().stream().mapToLong(Integer::longValue).sum();
  }

  String whichTroubles() {
    return members.troubles().toString();
  }

  @Override
  public void close() {
    owner.close();
    members.close();
  }
}
