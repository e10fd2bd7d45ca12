package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 (FIPS 180-4), 32 bytes.
final class Sha256 {
  private Sha256() {}

  static Bytes of(byte[] content) {
    try {
      return Bytes.owned(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
