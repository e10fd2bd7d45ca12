package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.web.crypto.SodiumCrypto;
import dev.godwit.web.harness.Hex;
import dev.godwit.web.harness.VectorFiles;
import dev.godwit.web.harness.json.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;

/// Stands in for the tests' class `Vectors` in the compiled form, method by method.
@NullUnmarked
final class CompiledVectors {
  static final Crypto CRYPTO = new SodiumCrypto();

  private CompiledVectors() {}

  static void eachOfOurs(String file, BiConsumer<SuiteCrypto, JsonNode> check) {
    int ran = 0;
    int leftOut = 0;
    for (JsonNode example : new JsonNode(VectorFiles.load(file))) {
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

  static void each(String file, Consumer<JsonNode> check) {
    int ran = 0;
    for (JsonNode example : new JsonNode(VectorFiles.load(file))) {
      check.accept(example);
      ran++;
    }
    tell(file, ran, 0);
  }

  private static void tell(String file, int ran, int leftOut) {
    System.out.println(file + ": " + ran + " cases ran, " + leftOut + " left out for their suite");
  }

  static List<String> files(String prefix) {
    return VectorFiles.names(prefix);
  }

  static byte[] hex(JsonNode node, String... path) {
    JsonNode at = node;
    for (String name : path) {
      at = at.get(name);
    }
    return Hex.parse(at.asText());
  }

  static String hex(byte[] bytes) {
    return Hex.format(bytes);
  }

  static Bytes bytes(JsonNode node, String... path) {
    return Bytes.wrap(hex(node, path));
  }
}
