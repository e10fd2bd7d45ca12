package dev.godwit.cli.serve;

import dev.godwit.client.GodwitException;
import dev.godwit.client.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What a request must bring: random, kept in the home for the next time.
record Token(Path file, String value) {
  private static final int BYTES = 32;
  private static final String PREFIX = "Bearer ";

  /// The home's token; made when there is none.
  static Token in(Path home) {
    Path file = home.resolve("serve.token");
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      return new Token(file, Files.readString(file, StandardCharsets.US_ASCII).strip());
    } catch (IOException e) {
      throw new GodwitException(
          Reason.Local.HOME_UNUSABLE, "The token %s cannot be read or made.".formatted(file), e);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    Path fresh = file.resolveSibling("serve.token.new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n", StandardCharsets.US_ASCII);
    Files.move(fresh, file);
  }

  /// Whether the `Authorization` header shows it; takes the same time for every wrong one.
  boolean isShownBy(String header) {
    return header.startsWith(PREFIX)
        && MessageDigest.isEqual(
            header.substring(PREFIX.length()).strip().getBytes(StandardCharsets.UTF_8),
            value.getBytes(StandardCharsets.UTF_8));
  }

  /// The file only.
  @Override
  public String toString() {
    return "Token[" + file + "]";
  }
}
