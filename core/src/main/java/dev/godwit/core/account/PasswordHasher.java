package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Computes password hashes, few at a time, so that people who sign in cannot take all memory and
/// all cores. Blocks while others are at work; refuses with OVERLOADED when too many wait.
public final class PasswordHasher {
  /// Callers that wait for their turn; more are refused.
  static final int WAITING_MAX = 256;

  private static final long RETRY_AFTER_MILLIS = 2_000;

  private final Argon2Cost cost;
  private final RandomGenerator random;
  private final Semaphore atOnce;
  private final PasswordHash nobody;

  /// @param random must be fit for cryptography
  /// @param atOnceMax hashes computed at the same time; each takes `cost.memoryKib()`
  public PasswordHasher(Argon2Cost cost, int atOnceMax, RandomGenerator random) {
    this.cost = cost;
    this.random = random;
    this.atOnce = new Semaphore(atOnceMax, true);
    this.nobody = new PasswordHash(cost, salt(), bytes(PasswordHash.HASH_BYTES));
  }

  /// A new hash in its text form.
  Reply<String> hash(Password password) {
    return inTurn(() -> PasswordHash.compute(password, cost, salt()).format());
  }

  /// Whether the password belongs to a stored hash.
  Reply<Boolean> matches(Password password, String stored) {
    PasswordHash hash = PasswordHash.parse(stored).orElse(nobody);
    return inTurn(() -> hash.matches(password));
  }

  /// As much work as [#matches], and never a match: the answer for an account that does not exist
  /// takes as long as for one that does.
  Reply<Boolean> matchesNobody(Password password) {
    return inTurn(() -> nobody.matches(password)).map(_ -> false);
  }

  /// Whether a stored hash was made with another cost than new ones.
  boolean isOutdated(String stored) {
    return PasswordHash.parse(stored).map(hash -> !hash.cost().equals(cost)).orElse(true);
  }

  private <T> Reply<T> inTurn(Supplier<T> work) {
    if (atOnce.getQueueLength() >= WAITING_MAX) {
      return Reply.refused(ErrorCode.OVERLOADED, RETRY_AFTER_MILLIS);
    }
    atOnce.acquireUninterruptibly();
    try {
      return Reply.given(work.get());
    } finally {
      atOnce.release();
    }
  }

  private Bytes salt() {
    return bytes(PasswordHash.SALT_BYTES);
  }

  private Bytes bytes(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.owned(bytes);
  }
}
