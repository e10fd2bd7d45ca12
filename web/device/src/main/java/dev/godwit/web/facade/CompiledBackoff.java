package dev.godwit.web.facade;

import dev.godwit.device.session.Backoff;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ErrorCode;
import org.teavm.jso.JSExport;

/// When the worker connects again. Times are milliseconds of a clock that only goes forward.
public final class CompiledBackoff {
  private final Backoff backoff;

  /// @param host of the node, as it stands in its address
  @JSExport
  public CompiledBackoff(String host) {
    backoff = new Backoff(Math::random, host);
  }

  /// Whether a session that was closed with this code left a node with too much to do.
  @JSExport
  public static boolean isBusyClose(int code) {
    return CloseCode.of(code).filter(Backoff::isBusy).isPresent();
  }

  /// Whether a refusal with this number says that the node has too much to do.
  @JSExport
  public static boolean isBusyError(int number) {
    return ErrorCode.of(number).filter(Backoff::isBusy).isPresent();
  }

  /// Whether the device stays away now that a session is over.
  ///
  /// @param code with which it was closed
  /// @param livedMillis how long it was
  @JSExport
  public boolean staysAway(int code, double livedMillis) {
    return backoff.staysAway(CloseCode.of(code), (long) livedMillis);
  }

  @JSExport
  public double afterSilence(double now) {
    return backoff.afterSilence((long) now);
  }

  @JSExport
  public double afterBusy(double now) {
    return backoff.afterBusy((long) now);
  }

  @JSExport
  public double afterGoodbye(double reconnectMillisMax) {
    return backoff.afterGoodbye((long) reconnectMillisMax);
  }

  /// The connection is good: the next loss starts anew.
  @JSExport
  public void reset() {
    backoff.reset();
  }
}
