package dev.godwit.device.session;

import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/// Whether to connect again, and how long to wait before that (PROTOCOL §12).
///
/// While nobody answers, a quarter of the time that the node has been away: who waited a second
/// and a half for a node that was killed is back within a third of a second of its start, and a
/// node that is away for minutes is asked now and then. Half of each wait is chance, so that a
/// thousand devices do not come back in step.
///
/// A node that answers that it has too much to do is given more time with each such answer. A node
/// on the same machine is asked at least each second: there is nobody to come back in step with,
/// and a person waits.
public final class Backoff {
  /// The first wait when nobody answers.
  public static final long FIRST_MILLIS = 50;

  public static final long NEAR_MILLIS_MAX = 1_000;
  public static final long FAR_MILLIS_MAX = 30_000;

  /// The first wait after the node said that it has too much to do.
  public static final long BUSY_MILLIS = 1_000;

  /// When the node's last answer that it is busy is so long ago, the next one counts as the first.
  public static final long BUSY_FORGOTTEN_MILLIS = 60_000;

  /// What a node may ask for at most when it says goodbye.
  public static final long GOODBYE_MILLIS_MAX = 60_000;

  /// A session that was displaced within so long may have been so by an older one of this device,
  /// whose opening came late.
  public static final long EARLY_MILLIS_MAX = 30_000;

  /// How often a device comes back from that before it stays away.
  public static final int DISPLACED_EARLY_MAX = 2;

  /// The part of the time away that is waited.
  private static final int AWAY_PART = 4;

  private static final List<String> NEAR = List.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final DoubleSupplier random;
  private final long millisMax;
  private boolean away;
  private long awaySinceMillis;
  private boolean busy;
  private long busyAtMillis;
  private long busyMillis;
  private int displacedEarly;

  /// @param random chance, in [0, 1)
  /// @param host of the node, as it stands in its address
  public Backoff(DoubleSupplier random, String host) {
    this.random = random;
    millisMax = NEAR.contains(host) ? NEAR_MILLIS_MAX : FAR_MILLIS_MAX;
  }

  /// Whether a session that was closed so left a node that wants to be left alone for a while.
  public static boolean isBusy(CloseCode close) {
    return switch (close) {
      case OVERLOADED, INTERNAL -> true;
      case PROTOCOL_VIOLATED,
          DISPLACED,
          DRAINING,
          SILENT,
          TOKEN_EXPIRED,
          DEVICE_REVOKED,
          UNSUPPORTED_VERSION ->
          false;
    };
  }

  /// Whether the node answered, and said that it has too much to do.
  public static boolean isBusy(ErrorCode error) {
    return switch (error.retry()) {
      case LATER -> true;
      case NEVER, AT_ONCE, AFTER_CATCH_UP -> false;
    };
  }

  /// Whether the device stays away now that a session is over. Called once for each.
  ///
  /// Between nodes the opening of a session that the device has given up may come to the account's
  /// home behind the one of the next, and displaces it. So who is displaced soon comes back, but
  /// not time and again: of two copies of a device, the one that came last stays.
  ///
  /// @param close with which the node closed; empty when it did not
  /// @param livedMillis how long the session was
  public boolean staysAway(Optional<CloseCode> close, long livedMillis) {
    if (livedMillis > EARLY_MILLIS_MAX) {
      displacedEarly = 0;
    } else if (close.filter(code -> code == CloseCode.DISPLACED).isPresent()) {
      displacedEarly++;
      return displacedEarly > DISPLACED_EARLY_MAX;
    }
    return close.filter(code -> !code.reconnect()).isPresent();
  }

  /// How long to wait, milliseconds, when the connection was lost or nobody answered.
  ///
  /// @param now milliseconds of a clock that only goes forward, as in all that follow
  public long afterSilence(long now) {
    if (!away) {
      away = true;
      awaySinceMillis = now;
    }
    long part = (now - awaySinceMillis) / AWAY_PART;
    return jittered(Math.max(FIRST_MILLIS, Math.min(millisMax, part)));
  }

  /// How long to wait, milliseconds, when the node said that it has too much to do.
  public long afterBusy(long now) {
    boolean again = busy && now - busyAtMillis <= BUSY_FORGOTTEN_MILLIS;
    busyMillis = again ? Math.min(FAR_MILLIS_MAX, busyMillis * 2) : BUSY_MILLIS;
    busy = true;
    busyAtMillis = now;
    return jittered(busyMillis);
  }

  /// How long to wait, milliseconds, when the node is about to stop and named the longest time.
  public long afterGoodbye(long reconnectMillisMax) {
    return (long) (random.getAsDouble() * Math.min(reconnectMillisMax, GOODBYE_MILLIS_MAX));
  }

  private long jittered(long millis) {
    return millis / 2 + (long) (random.getAsDouble() * (millis / 2 + 1));
  }

  /// The connection is good: the next loss starts anew.
  public void reset() {
    away = false;
  }
}
