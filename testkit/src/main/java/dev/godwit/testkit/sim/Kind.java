package dev.godwit.testkit.sim;

/// Which simulation.
public enum Kind {
  /// Nodes with devices that speak opaque bytes: [Simulation].
  NODES,
  /// Nodes with the real devices: [ChatSimulation].
  CHATS;

  /// What a world came to that held.
  ///
  /// @param traceHash of everything that happened, in its order
  /// @param entries that became durable in conversations, or texts that were said
  public record Result(long traceHash, long entries) {}

  /// Runs one world; throws an AssertionError that says which rule was broken.
  public Result run(Setup setup) {
    return switch (this) {
      case NODES -> {
        Simulation.Outcome outcome = Simulation.run(setup);
        yield new Result(outcome.traceHash(), outcome.entries());
      }
      case CHATS -> {
        ChatSimulation.Outcome outcome = ChatSimulation.run(setup);
        yield new Result(outcome.traceHash(), outcome.messages());
      }
    };
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
