package dev.godwit.bench.fleet;

/// A run could not be finished; the message is one sentence for whoever started it.
public final class BenchFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BenchFailure(String message) {
    super(message);
  }

  public BenchFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
