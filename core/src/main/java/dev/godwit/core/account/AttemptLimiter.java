package dev.godwit.core.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Counts attempts per key (a handle, an address) with bounded memory: each key may try `burst`
/// times at once, and gets one more try every `refillMicros`. Safe for several threads.
///
/// When more than [#KEYS_MAX] keys are remembered, the one unused for longest is forgotten.
public final class AttemptLimiter {
  static final int KEYS_MAX = 65_536;

  private static final long MICROS_PER_MILLI = 1_000;

  /// @param burst tries at once
  /// @param refillMicros how long until one more
  public record Rate(int burst, long refillMicros) {
    public Rate {
      if (burst < 1 || refillMicros < 1) {
        throw new IllegalArgumentException("a rate has a burst and a refill time of at least 1");
      }
    }

    /// `count` tries in each `period`, after the first `burst`.
    public static Rate of(int burst, long count, Duration period) {
      return new Rate(burst, Math.max(1, TimeUnit.NANOSECONDS.toMicros(period.toNanos()) / count));
    }

    private long fullMicros() {
      return burst * refillMicros;
    }
  }

  private final Rate rate;
  private final InstantSource time;

  // For each key, the time at which all its tries are back.
  private final Map<String, Long> fullAtMicros =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > KEYS_MAX;
        }
      };

  public AttemptLimiter(Rate rate, InstantSource time) {
    this.rate = rate;
    this.time = time;
  }

  /// Takes one try; answers 0, or after how many milliseconds there is one. The empty key is never
  /// limited.
  public long take(String key) {
    return take(key, 1);
  }

  /// Takes so many tries or none; there are never more than the burst.
  public synchronized long take(String key, int tries) {
    if (key.isEmpty()) {
      return 0;
    }
    long now = TimeUnit.MILLISECONDS.toMicros(time.millis());
    long fullAt = Math.clamp(fullAtMicros.getOrDefault(key, now), now, now + rate.fullMicros());
    long taken = fullAt + tries * rate.refillMicros();
    long wait = taken - rate.fullMicros() - now;
    fullAtMicros.put(key, wait > 0 ? fullAt : taken);
    return wait > 0 ? Math.ceilDiv(wait, MICROS_PER_MILLI) : 0;
  }

  /// Gives one try back, after a success.
  public synchronized void giveBack(String key) {
    fullAtMicros.computeIfPresent(key, (_, fullAt) -> fullAt - rate.refillMicros());
  }
}
