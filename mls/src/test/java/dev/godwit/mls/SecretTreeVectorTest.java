package dev.godwit.mls;

import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

final class SecretTreeVectorTest {
  private static final Settings.Retention LIMITS = new Settings.Retention(3, 3, 100, 100);

  @Test
  void everyLeafHasTheKeysOfTheVectorsOnce() {
    Vectors.eachOfOurs(
        "secret-tree.json",
        (crypto, example) -> {
          JsonNode leaves = example.get("leaves");
          SecretTree tree = SecretTree.from(hex(example, "encryption_secret"), 0, leaves.size());
          for (int leaf = 0; leaf < leaves.size(); leaf++) {
            for (JsonNode step : leaves.get(leaf)) {
              compare(crypto, tree, leaf, step);
            }
          }
        });
  }

  private static void compare(SuiteCrypto crypto, SecretTree tree, int leaf, JsonNode step) {
    int generation = step.get("generation").asInt();
    for (SecretTree.Kind kind : SecretTree.Kind.values()) {
      String name = kind == SecretTree.Kind.HANDSHAKE ? "handshake" : "application";
      SecretTree.Use use = tree.at(crypto, kind, leaf, generation, LIMITS);
      assertArrayEquals(hex(step, name + "_key"), use.key().key());
      assertArrayEquals(hex(step, name + "_nonce"), use.key().nonce());
      use.consume(new Journal());
      MlsException again =
          assertThrows(MlsException.class, () -> tree.at(crypto, kind, leaf, generation, LIMITS));
      assertEquals(Rule.KEY_CONSUMED, again.rule());
    }
  }
}
