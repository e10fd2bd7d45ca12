package dev.godwit.mls.jvm;

import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed25519.PublicPoint;
import org.jspecify.annotations.Nullable;

/// Decoded public keys of the members who have spoken last: finding the point of a key is a tenth
/// of checking a signature, and a member signs every message with the same key.
///
/// Each key has one slot, whose former holder it displaces. May be used by several threads: an
/// entry is immutable, and one that is lost to another thread is only decoded again.
final class Ed25519Keys {
  /// A power of two.
  private static final int KEYS_MAX = 256;

  private final @Nullable Known[] slots = new Known[KEYS_MAX];

  private static final class Known {
    private final byte[] key;
    private final PublicPoint point;

    private Known(byte[] key, PublicPoint point) {
      this.key = key;
      this.point = point;
    }
  }

  /// The point of a public key; null when the bytes are none.
  @Nullable PublicPoint find(byte[] key) {
    int slot = Arrays.hashCode(key) & (KEYS_MAX - 1);
    Known known = slots[slot];
    if (known != null && Arrays.equals(known.key, key)) {
      return known.point;
    }
    PublicPoint point = decode(key);
    if (point != null) {
      slots[slot] = new Known(key.clone(), point);
    }
    return point;
  }

  private static @Nullable PublicPoint decode(byte[] key) {
    return key.length == Ed25519.PUBLIC_KEY_SIZE
        ? Ed25519.validatePublicKeyPartialExport(key, 0)
        : null;
  }
}
