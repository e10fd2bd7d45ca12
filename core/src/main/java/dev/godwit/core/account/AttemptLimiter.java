package dev.godwit.core.account;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// Counts attempts per key (a handle, an address) with bounded memory: each key may try `burst`
/// times at once, and gets one more try every `refillMillis`. Safe for several threads.
///
/// When more than [#KEYS_MAX] keys are remembered, the one unused for longest is forgotten.
public final class AttemptLimiter {
  static final int KEYS_MAX = 65_536;

  /// @param burst tries at once
  /// @param refillMillis how long until one more
  public record Rate(int burst, long refillMillis) {
    public Rate {
      if (burst < 1 || refillMillis < 1) {
        throw new IllegalArgumentException("a rate has a burst and a refill time of at least 1");
      }
    }

    private long fullMillis() {
      return burst * refillMillis;
    }
  }

  private final Rate rate;
  private final InstantSource time;

  // For each key, the time at which all its tries are back.
  private final Map<String, Long> fullAtMillis =
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
  public synchronized long take(String key) {
    if (key.isEmpty()) {
      return 0;
    }
    long now = time.millis();
    long fullAt = Math.clamp(fullAtMillis.getOrDefault(key, now), now, now + rate.fullMillis());
    long taken = fullAt + rate.refillMillis();
    long wait = taken - rate.fullMillis() - now;
    if (wait > 0) {
      return wait;
    }
    fullAtMillis.put(key, taken);
    return 0;
  }

  /// Gives one try back, after a success.
  public synchronized void giveBack(String key) {
    fullAtMillis.computeIfPresent(key, (_, fullAt) -> fullAt - rate.refillMillis());
  }
}
