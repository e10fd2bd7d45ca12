package dev.godwit.mls.crypto;

import java.util.Optional;

/// A cipher suite of MLS: one choice of KEM, KDF, AEAD, hash and signature (RFC 9420 §5.1, §17.1).
///
/// A further suite, a post-quantum hybrid one too, is one more value here and one more branch in
/// each [Crypto].
public enum CipherSuite {
  X25519_AES128GCM_SHA256_ED25519(0x0001, Kem.X25519, Aead.AES_128_GCM, Signature.ED25519),
  P256_AES128GCM_SHA256_P256(0x0002, Kem.P256, Aead.AES_128_GCM, Signature.ECDSA_P256_SHA256),
  X25519_CHACHA20POLY1305_SHA256_ED25519(
      0x0003, Kem.X25519, Aead.CHACHA20_POLY1305, Signature.ED25519);

  /// A key encapsulation mechanism (RFC 9180 §7.1).
  public enum Kem {
    P256(0x0010, 65, 32, 65),
    X25519(0x0020, 32, 32, 32);

    private final int id;
    private final int publicKeyBytes;
    private final int privateKeyBytes;
    private final int encapsulatedBytes;

    Kem(int id, int publicKeyBytes, int privateKeyBytes, int encapsulatedBytes) {
      this.id = id;
      this.publicKeyBytes = publicKeyBytes;
      this.privateKeyBytes = privateKeyBytes;
      this.encapsulatedBytes = encapsulatedBytes;
    }

    public int id() {
      return id;
    }

    public int publicKeyBytes() {
      return publicKeyBytes;
    }

    public int privateKeyBytes() {
      return privateKeyBytes;
    }

    public int encapsulatedBytes() {
      return encapsulatedBytes;
    }
  }

  /// An authenticated encryption (RFC 9180 §7.3); its tag is always the last 16 bytes of the
  /// ciphertext.
  public enum Aead {
    AES_128_GCM(0x0001, 16),
    CHACHA20_POLY1305(0x0003, 32);

    private final int id;
    private final int keyBytes;

    Aead(int id, int keyBytes) {
      this.id = id;
      this.keyBytes = keyBytes;
    }

    public int id() {
      return id;
    }
  }

  /// A signature scheme (RFC 9420 §5.1.2).
  public enum Signature {
    ED25519,
    ECDSA_P256_SHA256
  }

  /// Length of the tag that each of the AEADs puts behind its ciphertext.
  public static final int TAG_BYTES = 16;

  private static final int SHA256_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int HKDF_SHA256 = 0x0001;

  private final int id;
  private final Kem kem;
  private final Aead aead;
  private final Signature signature;

  CipherSuite(int id, Kem kem, Aead aead, Signature signature) {
    this.id = id;
    this.kem = kem;
    this.aead = aead;
    this.signature = signature;
  }

  /// The suite with this IANA number, or nothing when it is not one of ours.
  public static Optional<CipherSuite> of(int id) {
    for (CipherSuite suite : values()) {
      if (suite.id == id) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }

  /// The IANA number (RFC 9420 §17.1).
  public int id() {
    return id;
  }

  public Kem kem() {
    return kem;
  }

  public Aead aead() {
    return aead;
  }

  public Signature signature() {
    return signature;
  }

  /// The KDF's number in HPKE (RFC 9180 §7.2).
  public int kdfId() {
    return HKDF_SHA256;
  }

  /// `KDF.Nh`, also the length of a hash.
  public int hashBytes() {
    return SHA256_BYTES;
  }

  /// `AEAD.Nk`.
  public int aeadKeyBytes() {
    return aead.keyBytes;
  }

  /// `AEAD.Nn`.
  public int aeadNonceBytes() {
    return NONCE_BYTES;
  }
}
