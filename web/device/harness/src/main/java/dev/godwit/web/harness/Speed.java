package dev.godwit.web.harness;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.Encapsulation;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.web.crypto.SodiumCrypto;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSProperty;

/// What `bench.mjs` measures, step by step, in its order.
public final class Speed {
  private static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
  private static final int TEXT_BYTES = 160;

  /// About as much as is signed of a message of 160 bytes, and of a leaf node.
  private static final int SIGNED_BYTES = 320;

  private final Crypto crypto = new SodiumCrypto();
  private final LargeGroup group;
  private final byte[] message = crypto.random(TEXT_BYTES);
  private final byte[] text = crypto.random(SIGNED_BYTES);
  private final byte[] secret = crypto.random(32);
  private final KeyPair kem = crypto.deriveKemKeyPair(SUITE, crypto.random(32));
  private final KeyPair signer = crypto.generateSignatureKeyPair(SUITE);
  private final byte[] signature = crypto.sign(SUITE, signer, text);
  private final Encapsulation sealed = crypto.encapsulate(SUITE, kem.publicKey()).orElseThrow();
  private byte[] commit = new byte[0];

  @JSExport
  public Speed(int members) {
    group = new LargeGroup(crypto, members);
  }

  @JSExport
  public void create() {
    group.create();
  }

  @JSExport
  public void join(int member) {
    group.join(member);
  }

  @JSExport
  public void update() {
    commit = group.update();
  }

  @JSExport
  public void follow() {
    group.follow(commit);
  }

  @JSExport
  public void refresh(int member) {
    group.refresh(member);
  }

  @JSExport
  public int pass() {
    return group.pass(message);
  }

  @JSExport
  public void copy() {
    group.copy();
  }

  /// The length of the last commit, in bytes.
  @JSExport
  @JSProperty
  public int getCommitBytes() {
    return commit.length;
  }

  @JSExport
  public void encapsulate() {
    crypto.encapsulate(SUITE, kem.publicKey());
  }

  @JSExport
  public void decapsulate() {
    crypto.decapsulate(SUITE, sealed.encapsulated(), kem);
  }

  @JSExport
  public void derive() {
    crypto.deriveKemKeyPair(SUITE, secret);
  }

  @JSExport
  public void sign() {
    crypto.sign(SUITE, signer, text);
  }

  @JSExport
  public void verify() {
    crypto.verify(SUITE, signer.publicKey(), text, signature);
  }

  @JSExport
  public void hash() {
    crypto.hash(SUITE, text);
  }
}
