package dev.godwit.mls.jvm;

import dev.godwit.web.crypto.SodiumCrypto;
import java.util.random.RandomGenerator;

/// What `JvmCrypto` is in the compiled form: libsodium, with the randomness of a test.
public final class CompiledJvmCrypto extends SodiumCrypto {
  public CompiledJvmCrypto(RandomGenerator random) {
    super(length -> bytes(random, length));
  }

  private static byte[] bytes(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
