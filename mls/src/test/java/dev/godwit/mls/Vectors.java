package dev.godwit.mls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// The vectors of the MLS working group, in the folder that `godwit.mls.vectors` names.
final class Vectors {
  static final Crypto CRYPTO = new JvmCrypto(new SecureRandom());

  private Vectors() {}

  /// Runs each case of a file whose suite is one of ours, and tells how many.
  static void eachOfOurs(String file, BiConsumer<SuiteCrypto, JsonNode> check) {
    int ran = 0;
    int leftOut = 0;
    for (JsonNode example : load(folder().resolve(file))) {
      Optional<CipherSuite> suite = CipherSuite.of(example.get("cipher_suite").asInt());
      if (suite.isPresent()) {
        check.accept(new SuiteCrypto(CRYPTO, suite.get()), example);
        ran++;
      } else {
        leftOut++;
      }
    }
    tell(file, ran, leftOut);
  }

  /// Runs each case of a file that is the same for all suites.
  static void each(String file, Consumer<JsonNode> check) {
    int ran = 0;
    for (JsonNode example : load(folder().resolve(file))) {
      check.accept(example);
      ran++;
    }
    tell(file, ran, 0);
  }

  /// The names of the files that begin so, in order.
  static List<String> files(String prefix) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder(), prefix + "*.json")) {
      paths.forEach(path -> names.add(path.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    names.sort(null);
    return names;
  }

  private static Path folder() {
    String folder = System.getProperty("godwit.mls.vectors", "");
    assumeTrue(!folder.isBlank(), "no vectors: set -Dgodwit.mls.vectors=FOLDER to run them");
    return Path.of(folder);
  }

  private static JsonNode load(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void tell(String file, int ran, int leftOut) {
    System.out.println(
        "vectors " + file + ": " + ran + " cases ran, " + leftOut + " left out for their suite");
  }

  static byte[] hex(JsonNode node, String... path) {
    JsonNode at = node;
    for (String name : path) {
      at = at.get(name);
    }
    return HexFormat.of().parseHex(at.asText());
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static Bytes bytes(JsonNode node, String... path) {
    return Bytes.wrap(hex(node, path));
  }
}
