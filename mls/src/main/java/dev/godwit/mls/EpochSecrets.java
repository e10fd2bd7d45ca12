package dev.godwit.mls;

import java.util.Arrays;

/// The secrets of an epoch that are used beyond its beginning (RFC 9420 §8, Table 4).
final class EpochSecrets {
  private final byte[] senderData;
  private final byte[] exporter;
  private final byte[] external;
  private final byte[] confirmation;
  private final byte[] membership;
  private final byte[] resumption;
  private final byte[] authenticator;
  private final byte[] init;

  private EpochSecrets(byte[][] secrets) {
    senderData = secrets[0];
    exporter = secrets[1];
    external = secrets[2];
    confirmation = secrets[3];
    membership = secrets[4];
    resumption = secrets[5];
    authenticator = secrets[6];
    init = secrets[7];
  }

  /// All but the encryption secret, which [#encryptionSecret] gives to the secret tree.
  static EpochSecrets derive(SuiteCrypto crypto, byte[] epochSecret) {
    String[] labels = {
      "sender data",
      "exporter",
      "external",
      "confirm",
      "membership",
      "resumption",
      "authentication",
      "init"
    };
    byte[][] secrets = new byte[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      secrets[i] = crypto.deriveSecret(epochSecret, labels[i]);
    }
    return new EpochSecrets(secrets);
  }

  static byte[] encryptionSecret(SuiteCrypto crypto, byte[] epochSecret) {
    return crypto.deriveSecret(epochSecret, "encryption");
  }

  private byte[][] all() {
    return new byte[][] {
      senderData, exporter, external, confirmation, membership, resumption, authenticator, init
    };
  }

  static EpochSecrets read(Reader in) {
    byte[][] secrets = new byte[8][];
    for (int i = 0; i < secrets.length; i++) {
      secrets[i] = in.vector();
    }
    return new EpochSecrets(secrets);
  }

  void write(Writer out) {
    for (byte[] secret : all()) {
      out.vector(secret);
    }
  }

  /// Overwrites what the epoch's end makes useless: all but the sender data secret and the
  /// resumption PSK, which have owners of their own.
  void wipe() {
    for (byte[] secret : new byte[][] {exporter, external, confirmation, membership, init}) {
      Arrays.fill(secret, (byte) 0);
    }
  }

  byte[] senderData() {
    return senderData;
  }

  byte[] exporter() {
    return exporter;
  }

  byte[] external() {
    return external;
  }

  byte[] confirmation() {
    return confirmation;
  }

  byte[] membership() {
    return membership;
  }

  byte[] resumption() {
    return resumption;
  }

  byte[] authenticator() {
    return authenticator;
  }

  byte[] init() {
    return init;
  }
}
