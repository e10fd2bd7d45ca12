package dev.godwit.web.crypto;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSBodyImport;
import org.teavm.jso.JSByRef;
import org.teavm.jso.typedarrays.Int8Array;

/// The functions of `primitives.mjs`, `#primitives` in `package.json`. Arrays go over as they are,
/// without a copy; null is "no", which only a JavaScript object can be: TeaVM would wrap it.
final class Primitives {
  private static final String MODULE = "#primitives";

  private Primitives() {}

  /// The answer of a function that may say no.
  static Optional<byte[]> answer(@Nullable Int8Array bytes) {
    return bytes == null ? Optional.empty() : Optional.of(bytes.toJavaArray());
  }

  @JSByRef
  @JSBody(
      params = {"length"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.random(length);")
  static native byte[] random(int length);

  @JSByRef
  @JSBody(
      params = {"input"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.sha256(input);")
  static native byte[] sha256(@JSByRef byte[] input);

  @JSByRef
  @JSBody(
      params = {"key", "input"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.hmacSha256(key, input);")
  static native byte[] hmacSha256(@JSByRef byte[] key, @JSByRef byte[] input);

  @JSByRef
  @JSBody(
      params = {"key", "nonce", "aad", "plaintext"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.chachaSeal(key, nonce, aad, plaintext);")
  static native byte[] chachaSeal(
      @JSByRef byte[] key, @JSByRef byte[] nonce, @JSByRef byte[] aad, @JSByRef byte[] plaintext);

  @JSBody(
      params = {"key", "nonce", "aad", "ciphertext"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.chachaOpen(key, nonce, aad, ciphertext);")
  static native @Nullable Int8Array chachaOpen(
      @JSByRef byte[] key, @JSByRef byte[] nonce, @JSByRef byte[] aad, @JSByRef byte[] ciphertext);

  @JSByRef
  @JSBody(
      params = {"key", "nonce", "aad", "plaintext"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.aesGcmSeal(key, nonce, aad, plaintext);")
  static native byte[] aesGcmSeal(
      @JSByRef byte[] key, @JSByRef byte[] nonce, @JSByRef byte[] aad, @JSByRef byte[] plaintext);

  @JSBody(
      params = {"key", "nonce", "aad", "ciphertext"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.aesGcmOpen(key, nonce, aad, ciphertext);")
  static native @Nullable Int8Array aesGcmOpen(
      @JSByRef byte[] key, @JSByRef byte[] nonce, @JSByRef byte[] aad, @JSByRef byte[] ciphertext);

  @JSByRef
  @JSBody(
      params = {"privateKey"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.x25519PublicKey(privateKey);")
  static native byte[] x25519PublicKey(@JSByRef byte[] privateKey);

  @JSBody(
      params = {"privateKey", "publicKey"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.x25519Agree(privateKey, publicKey);")
  static native @Nullable Int8Array x25519Agree(
      @JSByRef byte[] privateKey, @JSByRef byte[] publicKey);

  @JSByRef
  @JSBody(
      params = {"seed"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.ed25519PublicKey(seed);")
  static native byte[] ed25519PublicKey(@JSByRef byte[] seed);

  @JSByRef
  @JSBody(
      params = {"seed", "publicKey", "content"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.ed25519Sign(seed, publicKey, content);")
  static native byte[] ed25519Sign(
      @JSByRef byte[] seed, @JSByRef byte[] publicKey, @JSByRef byte[] content);

  @JSBody(
      params = {"publicKey", "content", "signature"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.ed25519Verify(publicKey, content, signature);")
  static native boolean ed25519Verify(
      @JSByRef byte[] publicKey, @JSByRef byte[] content, @JSByRef byte[] signature);

  @JSBody(
      params = {"candidate"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.p256IsPrivateKey(candidate);")
  static native boolean p256IsPrivateKey(@JSByRef byte[] candidate);

  @JSBody(
      params = {"publicKey"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.p256IsPublicKey(publicKey);")
  static native boolean p256IsPublicKey(@JSByRef byte[] publicKey);

  @JSByRef
  @JSBody(
      params = {"privateKey"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.p256PublicKey(privateKey);")
  static native byte[] p256PublicKey(@JSByRef byte[] privateKey);

  @JSBody(
      params = {"privateKey", "publicKey"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.p256Agree(privateKey, publicKey);")
  static native @Nullable Int8Array p256Agree(
      @JSByRef byte[] privateKey, @JSByRef byte[] publicKey);

  @JSByRef
  @JSBody(
      params = {"privateKey", "content"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.p256Sign(privateKey, content);")
  static native byte[] p256Sign(@JSByRef byte[] privateKey, @JSByRef byte[] content);

  @JSBody(
      params = {"publicKey", "content", "signature"},
      imports = @JSBodyImport(alias = "primitives", fromModule = MODULE),
      script = "return primitives.p256Verify(publicKey, content, signature);")
  static native boolean p256Verify(
      @JSByRef byte[] publicKey, @JSByRef byte[] content, @JSByRef byte[] signature);
}
