package dev.godwit.core.log;

/// An engine could not do what was asked. Constant text; the cause carries the engine's own words.
public abstract sealed class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private StoreException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Whether the write may have happened in spite of the failure.
  public abstract boolean mayHaveHappened();

  /// It did not happen; the engine may answer again later.
  public static final class Unavailable extends StoreException {
    private static final long serialVersionUID = 1;

    public Unavailable(Throwable cause) {
      super("The store does not answer", cause);
    }

    @Override
    public boolean mayHaveHappened() {
      return false;
    }
  }

  /// It did not happen; there is no space.
  public static final class Full extends StoreException {
    private static final long serialVersionUID = 1;

    public Full(Throwable cause) {
      super("The store is full", cause);
    }

    @Override
    public boolean mayHaveHappened() {
      return false;
    }
  }

  /// It may have happened or not; whoever asked loads the state again before it goes on.
  public static final class Uncertain extends StoreException {
    private static final long serialVersionUID = 1;

    public Uncertain(Throwable cause) {
      super("The store did not say whether it wrote", cause);
    }

    @Override
    public boolean mayHaveHappened() {
      return true;
    }
  }

  /// What is kept cannot be right; nothing wrong is served.
  public static final class Corrupt extends StoreException {
    private static final long serialVersionUID = 1;

    public Corrupt(Throwable cause) {
      super("The store is damaged", cause);
    }

    @Override
    public boolean mayHaveHappened() {
      return false;
    }
  }
}
