package dev.godwit.mls;

import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.mls.crypto.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CryptoBasicsVectorTest {
  @Test
  void labeledOperationsGiveTheValuesOfTheVectors() {
    Vectors.eachOfOurs(
        "crypto-basics.json",
        (crypto, example) -> {
          derivations(crypto, example);
          signatures(crypto, example.get("sign_with_label"));
          encryption(crypto, example.get("encrypt_with_label"));
        });
  }

  private static void derivations(SuiteCrypto crypto, JsonNode example) {
    JsonNode ref = example.get("ref_hash");
    assertArrayEquals(
        hex(ref, "out"), crypto.refHash(ref.get("label").asText(), hex(ref, "value")));
    JsonNode expand = example.get("expand_with_label");
    assertArrayEquals(
        hex(expand, "out"),
        crypto.expandWithLabel(
            hex(expand, "secret"),
            expand.get("label").asText(),
            hex(expand, "context"),
            expand.get("length").asInt()));
    JsonNode derive = example.get("derive_secret");
    assertArrayEquals(
        hex(derive, "out"),
        crypto.deriveSecret(hex(derive, "secret"), derive.get("label").asText()));
    JsonNode tree = example.get("derive_tree_secret");
    assertArrayEquals(
        hex(tree, "out"),
        crypto.deriveTreeSecret(
            hex(tree, "secret"),
            tree.get("label").asText(),
            (int) tree.get("generation").asLong(),
            tree.get("length").asInt()));
  }

  private static void signatures(SuiteCrypto crypto, JsonNode sign) {
    String label = sign.get("label").asText();
    byte[] content = hex(sign, "content");
    KeyPair signer = new KeyPair(hex(sign, "pub"), hex(sign, "priv"));
    assertTrue(crypto.verifyWithLabel(signer.publicKey(), label, content, hex(sign, "signature")));
    byte[] own = crypto.signWithLabel(signer, label, content);
    assertTrue(crypto.verifyWithLabel(signer.publicKey(), label, content, own));
  }

  private static void encryption(SuiteCrypto crypto, JsonNode encrypt) {
    String label = encrypt.get("label").asText();
    byte[] context = hex(encrypt, "context");
    byte[] plaintext = hex(encrypt, "plaintext");
    KeyPair recipient = new KeyPair(hex(encrypt, "pub"), hex(encrypt, "priv"));
    HpkeCiphertext sealed =
        new HpkeCiphertext(
            Bytes.wrap(hex(encrypt, "kem_output")), Bytes.wrap(hex(encrypt, "ciphertext")));
    var info = crypto.encryptContext(label, context);
    assertArrayEquals(plaintext, crypto.decrypt(recipient, info, sealed).orElseThrow());
    HpkeCiphertext own =
        crypto.encryptAll(List.of(recipient.publicKey()), info, List.of(plaintext)).getFirst();
    assertArrayEquals(plaintext, crypto.decrypt(recipient, info, own).orElseThrow());
  }
}
