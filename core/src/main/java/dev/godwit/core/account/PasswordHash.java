package dev.godwit.core.account;

import dev.godwit.wire.Bytes;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// An Argon2id hash with its salt and cost, in the usual text form
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`.
record PasswordHash(Argon2Cost cost, Bytes salt, Bytes hash) {
  static final int SALT_BYTES = 16;
  static final int HASH_BYTES = 32;

  private static final Pattern TEXT =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,3})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  /// Does the work; takes the memory that `cost` says.
  static PasswordHash compute(Password password, Argon2Cost cost, Bytes salt) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.passes())
            .withParallelism(cost.lanes())
            .withSalt(salt.toArray())
            .build());
    byte[] hash = new byte[HASH_BYTES];
    generator.generateBytes(password.utf8(), hash);
    return new PasswordHash(cost, salt, Bytes.owned(hash));
  }

  /// Empty for a text that is no Argon2id hash, or none that may be computed here.
  static Optional<PasswordHash> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PasswordHash(
              new Argon2Cost(number(matcher, 1), number(matcher, 2), number(matcher, 3)),
              bytes(matcher.group(4)),
              bytes(matcher.group(5))));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// Does the work again and compares in constant time.
  boolean matches(Password password) {
    return MessageDigest.isEqual(compute(password, cost, salt).hash().shared(), hash.shared());
  }

  String format() {
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(cost.memoryKib(), cost.passes(), cost.lanes(), text(salt), text(hash));
  }

  @Override
  public String toString() {
    return "PasswordHash";
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  private static Bytes bytes(String base64) {
    return Bytes.owned(Base64.getDecoder().decode(base64));
  }

  private static String text(Bytes bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes.shared());
  }
}
