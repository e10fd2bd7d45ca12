package dev.godwit.core.routing;

/// Keeps a mistake of ours in one machine from stopping the others.
final class Mistakes {
  private final Outputs outputs;

  Mistakes(Outputs outputs) {
    this.outputs = outputs;
  }

  /// Runs `work`; false when it failed, which the shell is told.
  boolean guard(Runnable work) {
    try {
      work.run();
      return true;
    } catch (RuntimeException | AssertionError mistake) {
      outputs.mistake(mistake);
      return false;
    }
  }
}
