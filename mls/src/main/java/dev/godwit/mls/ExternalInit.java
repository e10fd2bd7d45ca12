package dev.godwit.mls;

import dev.godwit.mls.crypto.Hpke;
import dev.godwit.mls.crypto.KeyPair;
import java.nio.charset.StandardCharsets;

/// The init secret of an external commit (RFC 9420 §8.3).
final class ExternalInit {
  private static final byte[] LABEL =
      "MLS 1.0 external init secret".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NOTHING = new byte[0];

  private final byte[] kemOutput;
  private final byte[] initSecret;

  private ExternalInit(byte[] kemOutput, byte[] initSecret) {
    this.kemOutput = kemOutput;
    this.initSecret = initSecret;
  }

  /// A fresh init secret for the group with this external key.
  static ExternalInit send(SuiteCrypto crypto, byte[] externalPub) {
    Hpke hpke = crypto.hpke();
    Hpke.Sender sender =
        hpke.setupBaseSender(externalPub, hpke.info(NOTHING))
            .orElseThrow(Rule.INVALID_PUBLIC_KEY::broken);
    byte[] secret = sender.context().export(LABEL, crypto.suite().hashBytes());
    return new ExternalInit(sender.encapsulated(), secret);
  }

  static byte[] receive(SuiteCrypto crypto, KeyPair externalKey, byte[] kemOutput) {
    Hpke hpke = crypto.hpke();
    return hpke.setupBaseRecipient(kemOutput, externalKey, hpke.info(NOTHING))
        .map(context -> context.export(LABEL, crypto.suite().hashBytes()))
        .orElseThrow(Rule.DECRYPTION_FAILED::broken);
  }

  byte[] kemOutput() {
    return kemOutput;
  }

  byte[] initSecret() {
    return initSecret;
  }
}
