package dev.godwit.testkit.sim;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// Which simulation.
public enum Kind {
  /// Nodes with devices that speak opaque bytes: [NodeSimulation].
  NODES,
  /// Nodes with the real devices: [ChatSimulation].
  CHATS,
  /// Two people with many real devices, and what happens to these: [HouseholdSimulation].
  HOUSEHOLDS;

  /// What a world came to that held.
  ///
  /// @param traceHash of everything that happened, in its order
  /// @param entries that became durable in conversations, or texts that were said
  /// @param troubles what went wrong
  public record Result(long traceHash, long entries, Set<Trouble> troubles) {
    public Result {
      EnumSet<Trouble> inOrder = EnumSet.noneOf(Trouble.class);
      inOrder.addAll(troubles);
      troubles = Collections.unmodifiableSet(inOrder);
    }
  }

  /// What a world came to by itself.
  record Course(long entries, Set<Trouble> troubles) {}

  /// Runs one world; throws an AssertionError that names the seed, the rule that was broken and the
  /// command that repeats it.
  public Result run(Setup setup) {
    World world = new World(setup.seed());
    try {
      Course course =
          switch (this) {
            case NODES -> new NodeSimulation(world, setup).run();
            case CHATS -> new ChatSimulation(world, setup).run();
            case HOUSEHOLDS -> new HouseholdSimulation(world, setup).run();
          };
      return new Result(world.trace().hash(), course.entries(), course.troubles());
    } catch (RuntimeException | AssertionError failure) {
      throw Failure.explained(name().toLowerCase(Locale.ROOT), setup, world, failure);
    }
  }

  /// Runs the whole world of a seed; fails as [#run(Setup)] does.
  public Result run(long seed) {
    return run(Setup.of(seed));
  }

  /// Runs one world, and when it fails makes it smaller as long as it fails in the same way. The
  /// AssertionError tells the smaller world.
  public Result check(Setup setup) {
    try {
      return run(setup);
    } catch (AssertionError failure) {
      throw new Reducer(this).reduced(setup, failure);
    }
  }
}
