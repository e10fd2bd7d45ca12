package dev.godwit.cli;

import java.io.Console;
import java.util.Optional;

/// The terminal that a person sits at, when there is one.
final class Tty {
  private Tty() {}

  /// Empty when input or output are files or pipes; some Java runtimes then have no console at all.
  static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal);
  }
}
