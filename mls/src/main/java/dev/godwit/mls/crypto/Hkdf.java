package dev.godwit.mls.crypto;

import java.util.Arrays;

/// HKDF (RFC 5869) on the suite's HMAC.
public final class Hkdf {
  private static final int BLOCKS_MAX = 255;

  private Hkdf() {}

  /// `KDF.Extract`: an empty salt counts as `Nh` zeros.
  public static byte[] extract(Crypto crypto, CipherSuite suite, byte[] salt, byte[] ikm) {
    byte[] key = salt.length == 0 ? new byte[suite.hashBytes()] : salt;
    return crypto.hmac(suite, key, ikm);
  }

  /// `KDF.Expand`: at most 255 blocks.
  public static byte[] expand(
      Crypto crypto, CipherSuite suite, byte[] prk, byte[] info, int length) {
    if (length > BLOCKS_MAX * suite.hashBytes()) {
      throw new IllegalArgumentException("more than 255 blocks of HKDF output");
    }
    byte[] output = new byte[length];
    byte[] block = new byte[0];
    int filled = 0;
    for (int counter = 1; filled < length; counter++) {
      block = crypto.hmac(suite, prk, blockInput(block, info, counter));
      int taken = Math.min(block.length, length - filled);
      System.arraycopy(block, 0, output, filled, taken);
      filled += taken;
    }
    return output;
  }

  private static byte[] blockInput(byte[] previous, byte[] info, int counter) {
    byte[] input = Arrays.copyOf(previous, previous.length + info.length + 1);
    System.arraycopy(info, 0, input, previous.length, info.length);
    input[input.length - 1] = (byte) counter;
    return input;
  }
}
