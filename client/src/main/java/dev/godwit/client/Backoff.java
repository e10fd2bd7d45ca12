package dev.godwit.client;

import java.net.URI;
import java.util.Set;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt to connect: doubling, with full jitter, so that a
/// thousand devices do not come back in step. The first attempts are quick.
///
/// A node on the same machine is asked at least each second: there is nobody to come back in step
/// with, and a person waits.
final class Backoff {
  static final long FIRST_MILLIS = 50;
  static final long NEAR_MILLIS_MAX = 1_000;
  static final long FAR_MILLIS_MAX = 30_000;

  private static final Set<String> NEAR = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

  private final RandomGenerator random;
  private final long millisMax;
  private long millis = FIRST_MILLIS;

  Backoff(RandomGenerator random, URI server) {
    this.random = random;
    String host = server.getHost();
    millisMax = host != null && NEAR.contains(host) ? NEAR_MILLIS_MAX : FAR_MILLIS_MAX;
  }

  /// Half of it certain, half by chance.
  long next() {
    long wait = millis / 2 + random.nextLong(millis / 2 + 1);
    millis = Math.min(millisMax, millis * 2);
    return wait;
  }

  /// The connection is good: the next loss starts anew.
  void reset() {
    millis = FIRST_MILLIS;
  }
}
