package dev.godwit.core.session;

/// Lets through so many a second in the long run and so many at once.
final class TokenBucket {
  private static final int MILLIS_PER_SECOND = 1_000;

  private final long perSecond;
  private final long thousandthsMax;
  private long thousandths;
  private long filledMillis;

  TokenBucket(int perSecond, int burstMax, long nowMillis) {
    this.perSecond = perSecond;
    this.thousandthsMax = (long) burstMax * MILLIS_PER_SECOND;
    this.thousandths = thousandthsMax;
    this.filledMillis = nowMillis;
  }

  boolean take(long nowMillis) {
    // A clock that leaps fills the bucket, one that goes back does not empty it.
    long passed = Math.clamp(nowMillis - filledMillis, 0, thousandthsMax);
    thousandths = Math.min(thousandthsMax, thousandths + passed * perSecond);
    filledMillis = nowMillis;
    if (thousandths < MILLIS_PER_SECOND) {
      return false;
    }
    thousandths -= MILLIS_PER_SECOND;
    return true;
  }

  /// When the next one will be let through.
  long millisToNext() {
    return Math.max(1, (MILLIS_PER_SECOND - thousandths + perSecond - 1) / perSecond);
  }
}
