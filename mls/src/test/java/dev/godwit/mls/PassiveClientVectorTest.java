package dev.godwit.mls;

import static dev.godwit.mls.Vectors.bytes;
import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Joins and follows groups whose other members are of another implementation.
final class PassiveClientVectorTest {
  private static final Settings SETTINGS =
      Settings.DEFAULT
          .withLifetimes(new Settings.Lifetimes(Settings.Lifetimes.Checked.OWN_ADDS, 1))
          .withRetention(new Settings.Retention(3, 10_000, 1024, 32));

  private static final CredentialCheck EVERYBODY =
      new CredentialCheck() {
        @Override
        public boolean isValid(Credential credential, Bytes signatureKey, long nowSeconds) {
          return true;
        }

        @Override
        public boolean isSuccessor(Credential before, Credential after) {
          return true;
        }
      };

  @Test
  void everyPassiveClientArrivesInEveryEpoch() {
    for (String file : Vectors.files("passive-client-")) {
      Vectors.eachOfOurs(file, (crypto, example) -> follow(example));
    }
  }

  private static void follow(JsonNode example) {
    Group group = join(example);
    assertEquals(bytes(example, "initial_epoch_authenticator"), group.epochAuthenticator());
    Map<String, Bytes> stored = new HashMap<>();
    for (JsonNode epoch : example.get("epochs")) {
      for (JsonNode proposal : epoch.get("proposals")) {
        byte[] message = hex(proposal);
        assertInstanceOf(Received.ProposalKept.class, group.process(message, 0));
      }
      group = restored(group, stored, client(example));
      StagedCommit commit =
          assertInstanceOf(StagedCommit.class, group.process(hex(epoch, "commit"), 0));
      group.apply(commit);
      assertEquals(bytes(epoch, "epoch_authenticator"), group.epochAuthenticator());
    }
  }

  private static Group restored(Group group, Map<String, Bytes> stored, MlsClient client) {
    Store.into(stored, group.unsaved());
    return client.restore(stored);
  }

  private static MlsClient client(JsonNode example) {
    Map<Bytes, Bytes> psks = new HashMap<>();
    for (JsonNode psk : example.get("external_psks")) {
      psks.put(bytes(psk, "psk_id"), bytes(psk, "psk"));
    }
    return new MlsClient(
        Vectors.CRYPTO, SETTINGS, EVERYBODY, pskId -> Optional.ofNullable(psks.get(pskId)));
  }

  private static Group join(JsonNode example) {
    OwnKeyPackage own =
        new OwnKeyPackage(
            KeyPackage.decode(hex(example, "key_package")),
            bytes(example, "init_priv"),
            bytes(example, "encryption_priv"),
            bytes(example, "signature_priv"));
    Welcome welcome = Welcome.decode(hex(example, "welcome"));
    return example.get("ratchet_tree").isNull()
        ? client(example).join(own, welcome, 0)
        : client(example).join(own, welcome, hex(example, "ratchet_tree"), 0);
  }
}
