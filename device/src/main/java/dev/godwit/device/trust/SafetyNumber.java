package dev.godwit.device.trust;

import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Sixty digits that two people compare: the same on both sides exactly when each sees the identity
/// key that the other one has.
///
/// Each account gives 30 digits: SHA-256 over a label, the identity key and the account's id, then
/// 5,200 times over the hash and the key again, which makes looking for a key with the same digits
/// that much more work; of the last hash 30 bytes, five at a time, modulo 100,000. The smaller 30
/// digits come first. (The construction of Signal's numeric fingerprints, with SHA-256.)
///
/// @param digits exactly 60
public record SafetyNumber(String digits) {
  public static final int DIGITS = 60;

  private static final byte[] LABEL =
      "godwit safety number 1\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ITERATIONS = 5_200;
  private static final int GROUPS = 6;
  private static final int GROUP_BYTES = 5;
  private static final int GROUP_DIGITS = 5;
  private static final long MODULUS = 100_000;
  private static final String SCHEME = "godwit:safety-number:1:";

  public static SafetyNumber of(
      Crypto crypto, AccountId one, Bytes oneKey, AccountId other, Bytes otherKey) {
    String first = half(crypto, one, oneKey);
    String second = half(crypto, other, otherKey);
    boolean ordered = first.compareTo(second) <= 0;
    return new SafetyNumber(ordered ? first + second : second + first);
  }

  /// Takes what was typed or scanned: groups may be parted by blanks.
  public static Optional<SafetyNumber> parse(String text) {
    String body = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    String digits = body.replace(" ", "").replace("\n", "").replace("-", "");
    boolean fits = digits.length() == DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return fits ? Optional.of(new SafetyNumber(digits)) : Optional.empty();
  }

  /// For people: twelve groups of five digits.
  public String format() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < DIGITS; i += GROUP_DIGITS) {
      text.append(i == 0 ? "" : " ").append(digits, i, i + GROUP_DIGITS);
    }
    return text.toString();
  }

  /// What a QR code of it holds.
  public String qr() {
    return SCHEME + digits;
  }

  private static String half(Crypto crypto, AccountId account, Bytes key) {
    byte[] identity = key.toArray();
    byte[] hash = crypto.hash(Suite.SUITE, concat(concat(LABEL, identity), id(account)));
    for (int i = 0; i < ITERATIONS; i++) {
      hash = crypto.hash(Suite.SUITE, concat(hash, identity));
    }
    StringBuilder digits = new StringBuilder();
    for (int group = 0; group < GROUPS; group++) {
      digits.append(group(hash, group * GROUP_BYTES));
    }
    return digits.toString();
  }

  private static String group(byte[] hash, int from) {
    long value = 0;
    for (int i = 0; i < GROUP_BYTES; i++) {
      value = (value << 8) | (hash[from + i] & 0xff);
    }
    String text = Long.toString(value % MODULUS);
    return "0".repeat(GROUP_DIGITS - text.length()) + text;
  }

  private static byte[] id(AccountId account) {
    return account.toBytes().toArray();
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
