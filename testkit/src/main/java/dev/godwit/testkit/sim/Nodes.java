package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.LobbyRequest;
import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Worker;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The nodes of a world, on one store. With a bus between them they work together. Without one
/// they know nothing of each other: each believes to be the home of everything, and a device that
/// reaches another node than its peers is a mistake that must do no harm.
final class Nodes {
  private static final double ELSEWHERE = 0.15;
  private static final double CRASH_THEN = 0.2;
  private static final long DOWN_MILLIS_MAX = 3_000;

  private final World world;
  private final List<SimNode> all;
  private final Optional<SimBus> bus;
  private boolean united;
  private boolean fragile;

  Nodes(World world, List<SimNode> all, Optional<SimBus> bus) {
    this.world = world;
    this.bus = bus;
    this.all = List.copyOf(all);
  }

  List<SimNode> all() {
    return all;
  }

  SimNode any() {
    return all.get(world.below(all.size()));
  }

  boolean isUp() {
    return all.stream().anyMatch(SimNode::isUp);
  }

  /// A device connects to its node, now and then to another; empty when nobody listens there.
  Optional<Connection> connect(
      Connection.Device device, AccountId account, DeviceId id, int delayMillis, int frameMillis) {
    int usual = (int) Math.floorMod(id.low(), (long) all.size());
    int chosen = world.chance(ELSEWHERE) ? world.below(all.size()) : usual;
    SimNode up = all.get(chosen).isUp() ? all.get(chosen) : another();
    return up.connect(device, account, id, delayMillis, frameMillis);
  }

  /// Where a load balancer sends who finds nobody.
  private SimNode another() {
    return bus.isEmpty()
        ? all.getFirst()
        : all.stream().filter(SimNode::isServing).findFirst().orElse(all.getFirst());
  }

  /// A Send over REST to any node; `answer` is never called when that dies before.
  void request(
      AccountId account, DeviceId device, ConversationId to, Frame frame, Consumer<Frame> answer) {
    any().request(account, device, to, frame, answer);
  }

  /// Something about links and join requests of a group, as [#request].
  void lobby(
      AccountId account, ConversationId conversation, LobbyRequest what, Consumer<Frame> answer) {
    any().lobby(account, conversation, what, answer);
  }

  // --- What happens to devices ---

  /// Whether a node may crash at a bad moment.
  void fragile(boolean now) {
    fragile = now;
  }

  /// Each node tells again what happened to devices at its start, and now and then.
  void withDeviceNews(Runnable tellAgain) {
    all.forEach(node -> node.withDeviceNews(tellAgain));
  }

  /// What nodes do now and then has become due.
  void housekeeping() {
    all.forEach(SimNode::housekeeping);
  }

  /// Something has happened to a device; lost when the node dies, which it does now and then.
  void put(Input input) {
    switch (input) {
      case Input.DeviceRevoked(var account, var entry) ->
          told().forEach(n -> n.revoked(account, entry));
      case Input.AccountEvent(var account, var entry) -> any().happened(account, entry);
      default -> throw new IllegalArgumentException("only what happens to devices");
    }
    if (fragile && world.chance(CRASH_THEN)) {
      all.forEach(SimNode::crash);
      world.after(world.between(10, DOWN_MILLIS_MAX), () -> all.forEach(this::startAgain));
    }
  }

  /// Who is told by what happens at one node: those that work together tell each other.
  private List<SimNode> told() {
    return bus.isEmpty() ? all : List.of(any());
  }

  /// The machines of all nodes that are up.
  Stream<Worker> machines() {
    return all.stream().flatMap(SimNode::machines);
  }

  /// The most inputs that ever waited for a worker.
  int inboxPeak() {
    return all.stream().mapToInt(SimNode::inboxPeak).max().orElse(0);
  }

  /// All goes on in one node that knows what is durable, and the others stop for good; nodes that
  /// work together all go on.
  void unite() {
    all.forEach(node -> node.clock(0, 0));
    all.forEach(node -> node.diskMillisMax(3));
    all.forEach(node -> node.lateWrites(false));
    united = bus.isEmpty();
    fragile = false;
    if (bus.isPresent()) {
      all.forEach(this::startAgain);
      bus.get().calm();
      return;
    }
    if (all.size() > 1) {
      all.forEach(SimNode::crash);
    }
    startAgain(all.getFirst());
  }

  /// A node that has stopped comes back, unless it is one too many.
  void startAgain(SimNode node) {
    if (!node.isUp() && (!united || node == all.getFirst())) {
      node.start();
    }
  }
}
