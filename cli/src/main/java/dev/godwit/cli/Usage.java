package dev.godwit.cli;

/// The command line says something that cannot be.
final class Usage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Usage(String sentence) {
    super(sentence);
  }
}
