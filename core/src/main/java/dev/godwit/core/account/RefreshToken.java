package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// What a device shows to get new tokens: the id of its sign-in and a secret, good once.
record RefreshToken(Bytes signIn, Bytes secret) {
  static final int ID_BYTES = 16;
  static final int SECRET_BYTES = 32;

  private static final int CHARACTERS = (ID_BYTES + SECRET_BYTES) / 3 * 4;

  static RefreshToken next(Bytes signIn, RandomGenerator random) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return new RefreshToken(signIn, Bytes.owned(secret));
  }

  static Reply<RefreshToken> parse(String text) {
    if (text.length() != CHARACTERS) {
      return Reply.refused(ErrorCode.UNAUTHORIZED);
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Reply.given(
          new RefreshToken(
              Bytes.owned(Arrays.copyOf(bytes, ID_BYTES)),
              Bytes.owned(Arrays.copyOfRange(bytes, ID_BYTES, bytes.length))));
    } catch (IllegalArgumentException _) {
      return Reply.refused(ErrorCode.UNAUTHORIZED);
    }
  }

  String format() {
    byte[] bytes = Arrays.copyOf(signIn.shared(), ID_BYTES + SECRET_BYTES);
    System.arraycopy(secret.shared(), 0, bytes, ID_BYTES, SECRET_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// The id of a sign-in as access tokens name it.
  static String format(Bytes signIn) {
    return HexFormat.of().formatHex(signIn.shared());
  }

  /// What the store keeps of the secret: SHA-256 is enough for 256 random bits.
  Bytes hash() {
    return Sha256.of(secret.shared());
  }

  @Override
  public String toString() {
    return "RefreshToken";
  }
}
