package dev.godwit.testkit.sim;

import dev.godwit.core.routing.Bus;
import dev.godwit.core.routing.Letter;
import dev.godwit.core.routing.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is between several nodes: letters that come late, twice, in another order or not at all,
/// directions in which nothing comes, and word of who lives, which may be old or wrong.
final class SimBus {
  private static final long CUT_MILLIS_MAX = 6_000;
  private static final long BETWEEN_CUTS_MILLIS_MAX = 8_000;
  private static final long VIEW_MILLIS_MAX = 2_500;
  private static final long CALM_MILLIS = 5;

  private record Way(int from, int to) {}

  private final World world;
  private final List<SimNode> nodes = new ArrayList<>();
  private final Map<Way, Long> lastMillis = new HashMap<>();
  private final Set<Way> cut = new HashSet<>();
  private final double lost;
  private final double doubled;
  private final double overtaken;
  private final double wrongViews;
  private long delayMillisMax;
  private long views;
  private boolean calm;

  SimBus(World world) {
    this.world = world;
    delayMillisMax = world.oneOf(1L, 5L, 40L);
    lost = world.oneOf(0.0, 0.0, 0.002, 0.02);
    doubled = world.oneOf(0.0, 0.02);
    overtaken = world.oneOf(0.0, 0.0, 0.005);
    wrongViews = world.oneOf(0.0, 0.3);
    if (world.chance(0.7)) {
      planCut();
    }
  }

  /// All nodes of the world, in the order of their indexes.
  void join(List<SimNode> all) {
    nodes.addAll(all);
    tellViews();
  }

  // --- Letters ---

  /// What a node sends by.
  Bus of(int from) {
    return (to, letters) -> send(new Way(from, to), letters);
  }

  private void send(Way way, List<Letter> letters) {
    if (!calm && world.chance(lost)) {
      world.trace().add(world.now(), "lost on the bus", way);
      return;
    }
    post(way, letters);
    if (!calm && world.chance(doubled)) {
      post(way, letters);
    }
  }

  private void post(Way way, List<Letter> letters) {
    long due = world.now() + world.between(0, delayMillisMax);
    if (calm || !world.chance(overtaken)) {
      due = Math.max(due, lastMillis.getOrDefault(way, 0L));
      lastMillis.put(way, due);
    }
    world.inOrderAt(
        due,
        () -> {
          if (!cut.contains(way)) {
            nodes.get(way.to()).onLetters(letters);
          }
        });
  }

  // --- Cuts ---

  private void planCut() {
    world.after(world.between(100, BETWEEN_CUTS_MILLIS_MAX), this::cut);
  }

  private void cut() {
    if (calm) {
      return;
    }
    Set<Way> ways = world.chance(0.4) ? oneWay() : partition();
    cut.addAll(ways);
    world.trace().add(world.now(), "cut on the bus", ways.size());
    world.after(
        world.between(50, CUT_MILLIS_MAX),
        () -> {
          cut.removeAll(ways);
          planCut();
        });
    if (world.chance(0.5)) {
      tellViews();
    }
  }

  private Set<Way> oneWay() {
    return Set.of(new Way(world.below(nodes.size()), world.below(nodes.size())));
  }

  private Set<Way> partition() {
    Set<Integer> one = new HashSet<>();
    nodes.forEach(
        node -> {
          if (world.chance(0.5)) {
            one.add(node.index());
          }
        });
    Set<Way> ways = new HashSet<>();
    for (int from = 0; from < nodes.size(); from++) {
      for (int to = 0; to < nodes.size(); to++) {
        if (one.contains(from) != one.contains(to)) {
          ways.add(new Way(from, to));
        }
      }
    }
    return ways;
  }

  // --- Views ---

  /// Something has changed: each node hears of it in its own time.
  void tellViews() {
    views++;
    for (SimNode to : nodes) {
      View view = calm || !world.chance(wrongViews) ? view(to) : guessed();
      world.after(world.between(0, VIEW_MILLIS_MAX), () -> to.onView(view));
    }
    if (!calm && wrongViews > 0 && world.chance(wrongViews)) {
      world.after(world.between(500, 2 * VIEW_MILLIS_MAX), this::tellViews);
    }
  }

  /// Who lives, as far as the node can reach them.
  private View view(SimNode seer) {
    return new View(
        views,
        nodes.stream()
            .filter(SimNode::isServing)
            .filter(node -> !cut.contains(new Way(node.index(), seer.index())))
            .map(SimNode::seat)
            .toList());
  }

  private View guessed() {
    return new View(
        views, nodes.stream().filter(_ -> world.chance(0.7)).map(SimNode::seat).toList());
  }

  /// From now on every letter comes, and everybody knows who lives.
  void calm() {
    calm = true;
    delayMillisMax = CALM_MILLIS;
    cut.clear();
    tellViews();
  }
}
