package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Tokens whose signature was found good a while ago, so that a device that comes back within the
/// life of its token costs no check of it. What else makes a token bad is asked anew each time.
///
/// Kept by their SHA-256, never as they are. Safe for several threads.
final class CheckedTokens {
  /// Kept at most, about 20 MB; beyond that the one unused for longest is forgotten.
  static final int CHECKED_MAX = 65_536;

  private static final float LOAD_FACTOR = 0.75f;
  private static final int FIRST_CAPACITY = 16;

  /// @param keyId the key that signed it
  record Checked(AccessToken token, String keyId) {}

  private final int checkedMax;

  // In the order in which they are forgotten.
  private final Map<Bytes, Checked> byHash = new LinkedHashMap<>(FIRST_CAPACITY, LOAD_FACTOR, true);

  CheckedTokens(int checkedMax) {
    this.checkedMax = checkedMax;
  }

  static Bytes hash(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  synchronized Optional<Checked> find(Bytes hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  synchronized void add(Bytes hash, Checked checked) {
    byHash.put(hash, checked);
    if (byHash.size() > checkedMax) {
      byHash.remove(byHash.keySet().iterator().next());
    }
  }

  synchronized int size() {
    return byHash.size();
  }
}
