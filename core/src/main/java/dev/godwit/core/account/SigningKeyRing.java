package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// The keys that sign access tokens: shared by all nodes through the store, a new one now and then.
///
/// Looking a key up never reads the store; [#refresh] does, and is called at start and every
/// minute.
public final class SigningKeyRing {
  /// A key signs for so long, then a new one takes over.
  static final long SIGNS_MILLIS = Duration.ofDays(7).toMillis();

  /// A key verifies longer than it signs, by more than a token lives.
  static final long VERIFIES_MILLIS = SIGNS_MILLIS + Duration.ofDays(1).toMillis();

  /// A new key signs only once every node has had the time to read it.
  static final long SPREAD_MILLIS = Duration.ofMinutes(3).toMillis();

  private static final int KEY_ID_BYTES = 8;

  /// A key that is ready to use.
  record Ready(SigningKey key, Ed25519.PublicPoint publicPoint) {}

  private record Keys(Map<String, Ready> byId, List<SigningKey> newestFirst) {}

  private final Accounts accounts;
  private final InstantSource time;
  private final RandomGenerator random;
  private volatile Keys keys = new Keys(Map.of(), List.of());

  public SigningKeyRing(Accounts accounts, InstantSource time, RandomGenerator random) {
    this.accounts = accounts;
    this.time = time;
    this.random = random;
  }

  /// Reads the keys, and adds one when the newest has signed for long enough. Blocks.
  public synchronized void refresh() {
    load();
    long now = time.millis();
    boolean fresh =
        keys.newestFirst().stream().anyMatch(key -> key.createdMillis() + SIGNS_MILLIS > now);
    if (!fresh) {
      accounts.addSigningKey(create(now), now);
      load();
    }
  }

  /// The key that signs now.
  SigningKey signer() {
    long spread = time.millis() - SPREAD_MILLIS;
    List<SigningKey> usable = keys.newestFirst();
    if (usable.isEmpty()) {
      throw new IllegalStateException("the signing keys were never read");
    }
    return usable.stream()
        .filter(key -> key.createdMillis() <= spread)
        .findFirst()
        .orElse(usable.getLast());
  }

  /// All keys that are not expired, newest first.
  List<SigningKey> usable() {
    return keys.newestFirst();
  }

  /// The key of this id, unless it is unknown or has expired.
  Optional<Ready> verifier(String id) {
    return Optional.ofNullable(keys.byId().get(id))
        .filter(ready -> ready.key().expiresMillis() > time.millis());
  }

  private void load() {
    long now = time.millis();
    List<SigningKey> usable =
        accounts.signingKeys().stream()
            .filter(key -> key.expiresMillis() > now)
            .sorted(Comparator.comparingLong(SigningKey::createdMillis).reversed())
            .toList();
    Map<String, Ready> byId = new HashMap<>();
    usable.forEach(key -> byId.put(key.id(), ready(key)));
    keys = new Keys(Map.copyOf(byId), usable);
  }

  private static Ready ready(SigningKey key) {
    byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];
    Ed25519.generatePublicKey(key.seed().shared(), 0, publicKey, 0);
    return new Ready(key, Ed25519.validatePublicKeyPartialExport(publicKey, 0));
  }

  private SigningKey create(long now) {
    byte[] id = new byte[KEY_ID_BYTES];
    byte[] seed = new byte[Ed25519.SECRET_KEY_SIZE];
    random.nextBytes(id);
    random.nextBytes(seed);
    return new SigningKey(
        HexFormat.of().formatHex(id), Bytes.owned(seed), now, now + VERIFIES_MILLIS);
  }
}
