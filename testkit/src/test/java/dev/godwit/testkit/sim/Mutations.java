package dev.godwit.testkit.sim;

import dev.godwit.testkit.sim.Mutation.World;
import java.util.List;

/// Every guarantee, broken once.
final class Mutations {
  private static final String FEED = "dev.godwit.core.session.Feed";

  static final List<Mutation> ALL =
      List.of(
          nodes("what is past retention is told", drop(FEED, "takePage", "write")),
          nodes("what is past retention is passed over", drop(FEED, "takePage", "skipped")),
          nodes("what is past retention is noticed", drop(FEED, "takePage", "expiredThrough")));

  private Mutations() {}

  private static Mutation nodes(String guarantee, Edit... edits) {
    return new Mutation(guarantee, World.NODES, List.of(edits));
  }

  private static Edit drop(String target, String method, String callee) {
    return new Edit.Drop(target, method, callee);
  }
}
