package dev.godwit.device.archive;

import dev.godwit.device.trust.Suite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Seals the parts of one archive: ChaCha20-Poly1305 under the archive's key, which is used for
/// nothing else, with a random nonce before the ciphertext, and the archive's name and the part's
/// number as what goes with it.
///
/// @param archive the name of the archive, 16 bytes
/// @param key 32 bytes, secret
public record ArchiveSeal(Bytes archive, Bytes key) {
  private static final byte[] LABEL = "godwit archive 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE_BYTES = 12;

  public Bytes seal(Crypto crypto, int number, Bytes part) {
    byte[] nonce = crypto.random(NONCE_BYTES);
    byte[] sealed = crypto.seal(Suite.SUITE, key.toArray(), nonce, label(number), part.toArray());
    byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
    return Bytes.owned(whole);
  }

  /// Empty when the part is not this one of this archive.
  public Optional<Bytes> open(Crypto crypto, int number, Bytes sealed) {
    if (sealed.size() < NONCE_BYTES) {
      return Optional.empty();
    }
    byte[] whole = sealed.toArray();
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    byte[] ciphertext = Arrays.copyOfRange(whole, NONCE_BYTES, whole.length);
    return crypto
        .open(Suite.SUITE, key.toArray(), nonce, label(number), ciphertext)
        .map(Bytes::owned);
  }

  private byte[] label(int number) {
    byte[] label = Arrays.copyOf(LABEL, LABEL.length + archive.size() + Integer.BYTES);
    System.arraycopy(archive.toArray(), 0, label, LABEL.length, archive.size());
    for (int i = 0; i < Integer.BYTES; i++) {
      label[label.length - 1 - i] = (byte) (number >>> (8 * i));
    }
    return label;
  }

  /// The archive's name only.
  @Override
  public String toString() {
    return "ArchiveSeal[" + archive + "]";
  }
}
