package dev.godwit.device.session;

/// Time, whatever the platform's clock does.
///
/// Waiting is measured in the clock's steps forward; a step back counts as none, and a jump counts
/// as a minute. The node's time is what it said last, and what has passed since.
public final class Clock {
  private static final long STEP_MILLIS_MAX = 60_000;

  /// A device that is awake looks at the clock more often.
  private static final long AWAKE_STEP_MILLIS_MAX = 1_000;

  private boolean started;
  private long platformMillis;
  private long elapsedMillis;
  private long awakeMillis;
  private boolean serverKnown;
  private long serverBaseMillis;

  public void advance(long now) {
    if (started) {
      long step = Math.clamp(now - platformMillis, 0, STEP_MILLIS_MAX);
      elapsedMillis += step;
      awakeMillis += step <= AWAKE_STEP_MILLIS_MAX ? step : 0;
    }
    started = true;
    platformMillis = now;
  }

  /// What has passed since the device was restored. Never goes back.
  public long elapsedMillis() {
    return elapsedMillis;
  }

  /// The same without what the device has slept through: what it hears right after may have been on
  /// its way before.
  public long awakeMillis() {
    return awakeMillis;
  }

  /// The node has just said its time.
  public void learn(long serverMillis) {
    serverKnown = true;
    serverBaseMillis = serverMillis - elapsedMillis;
  }

  /// The same, unless it has said it before: not as exactly.
  public void learnFirst(long serverMillis) {
    if (!serverKnown) {
      learn(serverMillis);
    }
  }

  /// The node's time, or the platform's before the node said it.
  public long serverMillis() {
    return Math.max(0, serverKnown ? serverBaseMillis + elapsedMillis : platformMillis);
  }

  public long serverSeconds() {
    return serverMillis() / 1_000;
  }
}
