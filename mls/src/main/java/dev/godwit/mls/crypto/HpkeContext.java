package dev.godwit.mls.crypto;

import java.util.Optional;

/// An encryption context of HPKE (RFC 9180 §5.2, §5.3). Each side numbers its own sealing or
/// opening from 0.
public final class HpkeContext {
  private final Crypto crypto;
  private final CipherSuite suite;
  private final Labeled labeled;
  private final byte[] secret;
  private final byte[] scheduleContext;
  private final byte[] key;
  private final byte[] baseNonce;
  private int sequence;

  HpkeContext(
      Crypto crypto,
      CipherSuite suite,
      Labeled labeled,
      byte[] secret,
      byte[] scheduleContext,
      byte[] key,
      byte[] baseNonce) {
    this.crypto = crypto;
    this.suite = suite;
    this.labeled = labeled;
    this.secret = secret;
    this.scheduleContext = scheduleContext;
    this.key = key;
    this.baseNonce = baseNonce;
  }

  /// `Context.Seal` with the next sequence number.
  public byte[] seal(byte[] aad, byte[] plaintext) {
    byte[] ciphertext = crypto.seal(suite, key, nonce(), aad, plaintext);
    next();
    return ciphertext;
  }

  /// `Context.Open`: a failure leaves the sequence number as it was.
  public Optional<byte[]> open(byte[] aad, byte[] ciphertext) {
    Optional<byte[]> plaintext = crypto.open(suite, key, nonce(), aad, ciphertext);
    if (plaintext.isPresent()) {
      next();
    }
    return plaintext;
  }

  /// `Context.Export` (§5.3). The exporter's secret is derived here, since few contexts need it.
  public byte[] export(byte[] exporterContext, int length) {
    byte[] exporter = labeled.expand(secret, "exp", scheduleContext, suite.hashBytes());
    return labeled.expand(exporter, "sec", exporterContext, length);
  }

  private void next() {
    if (sequence == Integer.MAX_VALUE) {
      throw new IllegalStateException("message limit of the HPKE context reached");
    }
    sequence++;
  }

  private byte[] nonce() {
    byte[] nonce = baseNonce.clone();
    for (int i = 0; i < 4; i++) {
      nonce[nonce.length - 1 - i] ^= (byte) (sequence >>> (8 * i));
    }
    return nonce;
  }
}
