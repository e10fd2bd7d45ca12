package dev.godwit.node;

/// The surroundings do not allow the node to start; the message is one sentence that says what to
/// do.
final class CannotStart extends Exception {
  private static final long serialVersionUID = 1;

  CannotStart(String message) {
    super(message);
  }
}
