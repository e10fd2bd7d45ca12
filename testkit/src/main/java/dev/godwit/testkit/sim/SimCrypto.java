package dev.godwit.testkit.sim;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// The real primitives with chance from the world's seed. That a signature holds is worked out once
/// for all devices of a world, since every one of them looks at every signature.
final class SimCrypto implements Crypto {
  /// What is known of all cryptography in one world.
  static final class Known {
    private static final int TAG_BYTES = 16;

    private record Signature(CipherSuite suite, Bytes key, Bytes content, Bytes signature) {}

    private final Map<Signature, Boolean> holds = new HashMap<>();
    private final Map<Bytes, Bytes> keys = new HashMap<>();
    private final Map<Bytes, EntryId> left = new HashMap<>();

    private void onSealed(byte[] key, byte[] ciphertext) {
      keys.put(tag(Bytes.of(ciphertext)), Bytes.of(key));
    }

    /// A message leaves its device. Answers another one that did, sealed with the same key.
    Optional<EntryId> leaves(EntryId id, Bytes payload) {
      Bytes key = keys.get(tag(payload));
      return Optional.ofNullable(key)
          .map(used -> left.putIfAbsent(used, id))
          .filter(before -> !before.equals(id));
    }

    /// Tells of a payload whether it is among what was sealed until now.
    Predicate<Bytes> sealedSoFar() {
      Set<Bytes> tags = Set.copyOf(keys.keySet());
      return payload -> tags.contains(tag(payload));
    }

    /// What is sealed ends with its tag, and a message with what is sealed.
    private static Bytes tag(Bytes whole) {
      byte[] all = whole.toArray();
      return Bytes.owned(Arrays.copyOfRange(all, all.length - TAG_BYTES, all.length));
    }
  }

  private final Crypto real;
  private final Known known;

  SimCrypto(long seed, Known known) {
    this.real = new JvmCrypto(new SplittableRandom(seed));
    this.known = known;
  }

  @Override
  public boolean verify(CipherSuite suite, byte[] publicKey, byte[] content, byte[] signature) {
    return known.holds.computeIfAbsent(
        new Known.Signature(suite, Bytes.of(publicKey), Bytes.of(content), Bytes.of(signature)),
        _ -> real.verify(suite, publicKey, content, signature));
  }

  @Override
  public boolean supports(CipherSuite suite) {
    return real.supports(suite);
  }

  @Override
  public byte[] random(int length) {
    return real.random(length);
  }

  @Override
  public byte[] hash(CipherSuite suite, byte[] input) {
    return real.hash(suite, input);
  }

  @Override
  public byte[] hmac(CipherSuite suite, byte[] key, byte[] input) {
    return real.hmac(suite, key, input);
  }

  @Override
  public byte[] seal(CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] plaintext) {
    byte[] ciphertext = real.seal(suite, key, nonce, aad, plaintext);
    known.onSealed(key, ciphertext);
    return ciphertext;
  }

  @Override
  public Optional<byte[]> open(
      CipherSuite suite, byte[] key, byte[] nonce, byte[] aad, byte[] ciphertext) {
    return real.open(suite, key, nonce, aad, ciphertext);
  }

  @Override
  public boolean isKemPublicKey(CipherSuite suite, byte[] publicKey) {
    return real.isKemPublicKey(suite, publicKey);
  }

  @Override
  public KeyPair deriveKemKeyPair(CipherSuite suite, byte[] ikm) {
    return real.deriveKemKeyPair(suite, ikm);
  }

  @Override
  public Optional<Encapsulation> encapsulate(CipherSuite suite, byte[] publicKey) {
    return real.encapsulate(suite, publicKey);
  }

  @Override
  public Optional<byte[]> decapsulate(CipherSuite suite, byte[] encapsulated, KeyPair recipient) {
    return real.decapsulate(suite, encapsulated, recipient);
  }

  @Override
  public KeyPair generateSignatureKeyPair(CipherSuite suite) {
    return real.generateSignatureKeyPair(suite);
  }

  @Override
  public byte[] sign(CipherSuite suite, KeyPair signer, byte[] content) {
    return real.sign(suite, signer, content);
  }
}
