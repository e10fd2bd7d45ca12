package dev.godwit.mls.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// HPKE (RFC 9180) in base and PSK mode, with the algorithms of one cipher suite.
public final class Hpke {
  private static final byte MODE_BASE = 0x00;
  private static final byte MODE_PSK = 0x01;
  private static final int PSK_BYTES_MIN = 32;
  private static final byte[] NOTHING = new byte[0];

  private final Crypto crypto;
  private final CipherSuite suite;
  private final Labeled labeled;
  private final byte[] emptyPskIdHash;

  public Hpke(Crypto crypto, CipherSuite suite) {
    this.crypto = crypto;
    this.suite = suite;
    this.labeled = Labeled.hpke(crypto, suite);
    this.emptyPskIdHash = labeled.extract("psk_id_hash", NOTHING);
  }

  /// The `info` of a context, hashed once for however many contexts it is used in.
  public static final class Info {
    private final byte[] hash;

    private Info(byte[] hash) {
      this.hash = hash;
    }
  }

  /// What a single-shot encryption gives (RFC 9180 §6.1).
  public static final class Sealed {
    private final byte[] encapsulated;
    private final byte[] ciphertext;

    private Sealed(byte[] encapsulated, byte[] ciphertext) {
      this.encapsulated = encapsulated;
      this.ciphertext = ciphertext;
    }

    public byte[] encapsulated() {
      return encapsulated;
    }

    public byte[] ciphertext() {
      return ciphertext;
    }
  }

  /// A sender's context with the encapsulation that lets the recipient have it too.
  public static final class Sender {
    private final byte[] encapsulated;
    private final HpkeContext context;

    private Sender(byte[] encapsulated, HpkeContext context) {
      this.encapsulated = encapsulated;
      this.context = context;
    }

    public byte[] encapsulated() {
      return encapsulated;
    }

    public HpkeContext context() {
      return context;
    }
  }

  public Info info(byte[] info) {
    return new Info(labeled.extract("info_hash", info));
  }

  /// `SetupBaseS`: empty when the public key is none.
  public Optional<Sender> setupBaseSender(byte[] publicKey, Info info) {
    return crypto.encapsulate(suite, publicKey).map(e -> sender(e, info, NOTHING, NOTHING));
  }

  /// `SetupBaseR`: empty when the encapsulation is none.
  public Optional<HpkeContext> setupBaseRecipient(
      byte[] encapsulated, KeyPair recipient, Info info) {
    return crypto
        .decapsulate(suite, encapsulated, recipient)
        .map(secret -> context(secret, info, NOTHING, NOTHING));
  }

  /// `SetupPSKS`: the PSK has at least 32 bytes of entropy (RFC 9180 §9.5), its id is not empty.
  public Optional<Sender> setupPskSender(byte[] publicKey, Info info, byte[] psk, byte[] pskId) {
    checkPsk(psk, pskId);
    return crypto.encapsulate(suite, publicKey).map(e -> sender(e, info, psk, pskId));
  }

  /// `SetupPSKR`.
  public Optional<HpkeContext> setupPskRecipient(
      byte[] encapsulated, KeyPair recipient, Info info, byte[] psk, byte[] pskId) {
    checkPsk(psk, pskId);
    return crypto
        .decapsulate(suite, encapsulated, recipient)
        .map(secret -> context(secret, info, psk, pskId));
  }

  /// `SealBase`: empty when the public key is none.
  public Optional<Sealed> seal(byte[] publicKey, Info info, byte[] aad, byte[] plaintext) {
    return setupBaseSender(publicKey, info)
        .map(s -> new Sealed(s.encapsulated(), s.context().seal(aad, plaintext)));
  }

  /// `SealBase` to many, to each a plaintext of its own and without additional data: empty when one
  /// of the public keys is none.
  public Optional<List<Sealed>> sealAll(
      List<byte[]> publicKeys, Info info, List<byte[]> plaintexts) {
    return crypto
        .encapsulateAll(suite, publicKeys)
        .map(
            all -> {
              List<Sealed> sealed = new ArrayList<>();
              for (int i = 0; i < all.size(); i++) {
                sealed.add(seal(sender(all.get(i), info, NOTHING, NOTHING), plaintexts.get(i)));
              }
              return sealed;
            });
  }

  private static Sealed seal(Sender sender, byte[] plaintext) {
    return new Sealed(sender.encapsulated(), sender.context().seal(NOTHING, plaintext));
  }

  /// `OpenBase`: empty when anything about it is wrong.
  public Optional<byte[]> open(
      byte[] encapsulated, KeyPair recipient, Info info, byte[] aad, byte[] ciphertext) {
    return setupBaseRecipient(encapsulated, recipient, info)
        .flatMap(context -> context.open(aad, ciphertext));
  }

  private static void checkPsk(byte[] psk, byte[] pskId) {
    if (psk.length < PSK_BYTES_MIN || pskId.length == 0) {
      throw new IllegalArgumentException("a PSK of 32 bytes or more and an id are needed");
    }
  }

  private Sender sender(Encapsulation e, Info info, byte[] psk, byte[] pskId) {
    return new Sender(e.encapsulated(), context(e.sharedSecret(), info, psk, pskId));
  }

  /// `KeySchedule` (RFC 9180 §5.1).
  private HpkeContext context(byte[] sharedSecret, Info info, byte[] psk, byte[] pskId) {
    boolean base = psk.length == 0;
    byte[] mode = {base ? MODE_BASE : MODE_PSK};
    byte[] pskIdHash = base ? emptyPskIdHash : labeled.extract("psk_id_hash", pskId);
    byte[] scheduleContext = Labeled.concat(mode, pskIdHash, info.hash);
    byte[] secret = labeled.extract(sharedSecret, "secret", psk);
    byte[] key = labeled.expand(secret, "key", scheduleContext, suite.aeadKeyBytes());
    byte[] nonce = labeled.expand(secret, "base_nonce", scheduleContext, suite.aeadNonceBytes());
    return new HpkeContext(crypto, suite, labeled, secret, scheduleContext, key, nonce);
  }
}
