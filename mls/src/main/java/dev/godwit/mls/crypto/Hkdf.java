package dev.godwit.mls.crypto;

/// HKDF (RFC 5869) on the suite's HMAC.
public final class Hkdf {
  private static final int BLOCKS_MAX = 255;
  private static final byte[] NOTHING = new byte[0];

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
    if (length <= suite.hashBytes()) {
      return firstBlock(crypto, suite, prk, blockInput(NOTHING, info, 1), length);
    }
    byte[] output = new byte[length];
    byte[] block = NOTHING;
    int filled = 0;
    for (int counter = 1; filled < length; counter++) {
      block = crypto.hmac(suite, prk, blockInput(block, info, counter));
      int taken = Math.min(block.length, length - filled);
      Copies.copy(block, 0, output, filled, taken);
      filled += taken;
    }
    return output;
  }

  /// `KDF.Expand` for no more than one block, as nearly all of MLS is.
  ///
  /// @param infoAndOne the `info` with a byte 1 behind it
  public static byte[] firstBlock(
      Crypto crypto, CipherSuite suite, byte[] prk, byte[] infoAndOne, int length) {
    byte[] block = crypto.hmac(suite, prk, infoAndOne);
    return block.length == length ? block : Copies.begin(block, length);
  }

  private static byte[] blockInput(byte[] previous, byte[] info, int counter) {
    byte[] input = Copies.begin(previous, previous.length + info.length + 1);
    Copies.copy(info, 0, input, previous.length, info.length);
    input[input.length - 1] = (byte) counter;
    return input;
  }
}
