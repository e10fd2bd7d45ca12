package dev.godwit.device.session;

import dev.godwit.mls.crypto.Crypto;
import java.util.HashMap;
import java.util.Map;

/// When what has failed may be tried again: later with each time, and never at the same moment as
/// everybody else.
///
/// @param <K> what is tried
public final class Retries<K> {
  /// The first wait.
  public static final long WAIT_MILLIS_MIN = 250;

  /// The longest wait, unless the node asks for a longer one.
  public static final long WAIT_MILLIS_MAX = 30_000;

  private static final int DOUBLINGS_MAX = 7;

  private record Wait(int attempts, long untilMillis) {}

  private final Clock clock;
  private final Crypto crypto;
  private final Map<K, Wait> waits = new HashMap<>();

  public Retries(Clock clock, Crypto crypto) {
    this.clock = clock;
    this.crypto = crypto;
  }

  public boolean isDue(K what) {
    Wait wait = waits.get(what);
    return wait == null || clock.elapsedMillis() >= wait.untilMillis();
  }

  /// It has failed: not before `atLeastMillis`, 0 when nobody asked for a time.
  public void later(K what, long atLeastMillis) {
    int attempts = attempts(what);
    long wait = WAIT_MILLIS_MIN << Math.min(attempts, DOUBLINGS_MAX);
    long jittered = wait / 2 + wait * (crypto.random(1)[0] & 0xff) / 512;
    long until =
        clock.elapsedMillis() + Math.max(Math.min(jittered, WAIT_MILLIS_MAX), atLeastMillis);
    waits.put(what, new Wait(attempts + 1, until));
  }

  /// How often it has failed since it last worked.
  public int attempts(K what) {
    Wait wait = waits.get(what);
    return wait == null ? 0 : wait.attempts();
  }

  /// It has worked.
  public void reset(K what) {
    waits.remove(what);
  }

  /// There is a new session: what waits may be tried at once. Half of the failures are forgiven.
  public void hurry() {
    waits.replaceAll((_, wait) -> new Wait(wait.attempts() / 2, 0));
  }
}
