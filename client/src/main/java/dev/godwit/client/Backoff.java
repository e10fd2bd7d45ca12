package dev.godwit.client;

import java.net.URI;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt to connect.
///
/// While nobody answers, a quarter of the time that the node has been away: who waited a second
/// and a half for a node that was killed is back within a third of a second of its start, and a
/// node that is away for minutes is asked now and then. Half of each wait is chance, so that a
/// thousand devices do not come back in step.
///
/// A node that answers that it has too much to do is given more time with each such answer. A node
/// on the same machine is asked at least each second: there is nobody to come back in step with,
/// and a person waits.
final class Backoff {
  static final long FIRST_MILLIS = 50;
  static final long NEAR_MILLIS_MAX = 1_000;
  static final long FAR_MILLIS_MAX = 30_000;

  /// The first wait after the node said that it has too much to do.
  static final long BUSY_MILLIS = 1_000;

  /// The part of the time away that is waited.
  private static final int AWAY_PART = 4;

  /// When the node's last answer that it is busy is so long ago, the next one counts as the first.
  static final long BUSY_FORGOTTEN_MILLIS = 60_000;

  private static final Set<String> NEAR = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final RandomGenerator random;
  private final LongSupplier nanos;
  private final long millisMax;
  private boolean away;
  private long awaySinceNanos;
  private boolean busy;
  private long busyAtNanos;
  private long busyMillis;

  /// @param nanos a clock that only goes forward, as System.nanoTime
  Backoff(RandomGenerator random, LongSupplier nanos, URI server) {
    this.random = random;
    this.nanos = nanos;
    String host = server.getHost();
    millisMax = host != null && NEAR.contains(host) ? NEAR_MILLIS_MAX : FAR_MILLIS_MAX;
  }

  /// How long to wait, milliseconds, when the connection was lost or nobody answered.
  long afterSilence() {
    long now = nanos.getAsLong();
    if (!away) {
      away = true;
      awaySinceNanos = now;
    }
    long awayMillis = TimeUnit.NANOSECONDS.toMillis(now - awaySinceNanos);
    return jittered(Math.clamp(awayMillis / AWAY_PART, FIRST_MILLIS, millisMax));
  }

  /// How long to wait, milliseconds, when the node said that it has too much to do.
  long afterBusy() {
    long now = nanos.getAsLong();
    long since = TimeUnit.NANOSECONDS.toMillis(now - busyAtNanos);
    boolean again = busy && since <= BUSY_FORGOTTEN_MILLIS;
    busyMillis = again ? Math.min(FAR_MILLIS_MAX, busyMillis * 2) : BUSY_MILLIS;
    busy = true;
    busyAtNanos = now;
    return jittered(busyMillis);
  }

  private long jittered(long millis) {
    return millis / 2 + random.nextLong(millis / 2 + 1);
  }

  /// The connection is good: the next loss starts anew.
  void reset() {
    away = false;
  }
}
