package dev.godwit.testkit.sim;

/// Says how to repeat a world that failed.
final class Failure {
  private Failure() {}

  static AssertionError explained(String test, long seed, World world, Throwable failure) {
    String lines = String.join("\n  ", world.trace().lastLines());
    return new AssertionError(
        "seed "
            + seed
            + ": "
            + failure.getMessage()
            + "\nrepeat it with: mvn -o -pl testkit test -Dtest="
            + test
            + " -Dgodwit.sim.seed="
            + seed
            + "\nthe last of what happened:\n  "
            + lines,
        failure);
  }
}
