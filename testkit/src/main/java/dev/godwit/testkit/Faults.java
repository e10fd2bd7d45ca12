package dev.godwit.testkit;

import dev.godwit.core.log.StoreException;
import java.io.IOException;

/// What is wrong with an engine in memory at the moment. Safe for several threads.
public final class Faults {

  /// How a call fails.
  public enum Fault {
    NONE,
    UNAVAILABLE,
    FULL,
    /// The write happens, and the caller is told that it may have.
    UNCERTAIN_WRITTEN,
    /// The write does not happen, and the caller is told that it may have.
    UNCERTAIN_LOST,
    /// Some appends of the write happen, and the caller is told that all may have.
    UNCERTAIN_PARTLY,
    CORRUPT
  }

  private Fault writes = Fault.NONE;
  private Fault reads = Fault.NONE;

  /// Every write fails like this from now on.
  public synchronized void writes(Fault fault) {
    writes = fault;
  }

  /// Every read fails like this from now on.
  public synchronized void reads(Fault fault) {
    reads = fault;
  }

  public synchronized void heal() {
    writes = Fault.NONE;
    reads = Fault.NONE;
  }

  synchronized Fault ofWrites() {
    return writes;
  }

  synchronized void checkRead() {
    raise(reads);
  }

  /// Runs a write as the fault of the moment demands: done, not done, or done and denied.
  void write(Runnable write) {
    Fault fault = ofWrites();
    if (fault == Fault.NONE
        || fault == Fault.UNCERTAIN_WRITTEN
        || fault == Fault.UNCERTAIN_PARTLY) {
      write.run();
    }
    raise(fault);
  }

  private static void raise(Fault fault) {
    switch (fault) {
      case NONE -> {}
      case UNAVAILABLE -> throw new StoreException.Unavailable(new IOException("injected"));
      case FULL -> throw new StoreException.Full(new IOException("injected"));
      case UNCERTAIN_WRITTEN, UNCERTAIN_LOST, UNCERTAIN_PARTLY ->
          throw new StoreException.Uncertain(new IOException("injected"));
      case CORRUPT -> throw new StoreException.Corrupt(new IOException("injected"));
    }
  }
}
