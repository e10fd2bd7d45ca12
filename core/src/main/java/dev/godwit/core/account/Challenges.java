package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a device signs to show that it has its key: random, good for a minute, once at this node.
///
/// Nothing is kept of a challenge that was handed out: it proves itself by a MAC under the keys
/// that all nodes share. Safe for several threads.
public final class Challenges {
  /// A challenge is good for so long.
  static final long LIFE_MILLIS = Duration.ofMinutes(1).toMillis();

  /// Challenges that were used in the last minute and are remembered; beyond that all wait.
  static final int USED_MAX = 65_536;

  private static final String LABEL = "godwit challenge 1\0";
  private static final int RANDOM_BYTES = 16;
  private static final int CONTENT_BYTES = Long.BYTES + RANDOM_BYTES;
  private static final int MAC_BYTES = 32;
  private static final int CHARACTERS_MAX = 128;

  private final SigningKeyRing keys;
  private final InstantSource time;
  private final RandomGenerator random;
  private final Map<Bytes, Long> used = new LinkedHashMap<>();

  /// @param random must be fit for cryptography
  public Challenges(SigningKeyRing keys, InstantSource time, RandomGenerator random) {
    this.keys = keys;
    this.time = time;
    this.random = random;
  }

  /// A new challenge, in base64 for addresses.
  public String make() {
    byte[] content = new byte[CONTENT_BYTES];
    random.nextBytes(content);
    java.nio.ByteBuffer.wrap(content).putLong(time.millis() + LIFE_MILLIS);
    byte[] whole = Arrays.copyOf(content, CONTENT_BYTES + MAC_BYTES);
    System.arraycopy(mac(keys.signer(), content), 0, whole, CONTENT_BYTES, MAC_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /// Whether the challenge is ours, in time, and was not used before; uses it.
  boolean use(String text) {
    if (text.length() > CHARACTERS_MAX) {
      return false;
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(text);
      return whole.length == CONTENT_BYTES + MAC_BYTES && isOurs(whole) && useOnce(whole);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private boolean isOurs(byte[] whole) {
    byte[] content = Arrays.copyOf(whole, CONTENT_BYTES);
    byte[] mac = Arrays.copyOfRange(whole, CONTENT_BYTES, whole.length);
    return keys.usable().stream().anyMatch(key -> MessageDigest.isEqual(mac(key, content), mac));
  }

  private synchronized boolean useOnce(byte[] whole) {
    long now = time.millis();
    long expires = java.nio.ByteBuffer.wrap(whole).getLong();
    used.values().removeIf(until -> until <= now);
    return expires > now
        && expires <= now + LIFE_MILLIS
        && used.size() < USED_MAX
        && used.putIfAbsent(Bytes.of(whole), expires) == null;
  }

  private static byte[] mac(SigningKey key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.seed().toArray(), "HmacSHA256"));
      mac.update(LABEL.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }
}
