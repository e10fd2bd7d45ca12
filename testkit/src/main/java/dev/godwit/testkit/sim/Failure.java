package dev.godwit.testkit.sim;

/// Says how to repeat a world that failed.
final class Failure {
  private Failure() {}

  static AssertionError explained(String kind, Setup setup, World world, Throwable failure) {
    String lines = String.join("\n  ", world.trace().lastLines());
    return new AssertionError(
        "seed "
            + setup.seed()
            + ": "
            + rule(failure)
            + "\nrepeat it with: ./bench sim --kind "
            + kind
            + " "
            + setup
            + "\nthe last of what happened:\n  "
            + lines,
        failure);
  }

  /// The rule that was broken first, whoever passed it on.
  private static String rule(Throwable failure) {
    Throwable first = failure;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    return first.getMessage() == null ? first.toString() : first.getMessage();
  }
}
