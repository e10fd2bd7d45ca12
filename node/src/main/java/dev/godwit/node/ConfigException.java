package dev.godwit.node;

/// The settings or arguments are wrong; the message is one sentence that says what to do.
final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ConfigException(String message) {
    super(message);
  }
}
