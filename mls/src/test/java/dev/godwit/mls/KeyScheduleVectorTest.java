package dev.godwit.mls;

import static dev.godwit.mls.Vectors.bytes;
import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyScheduleVectorTest {
  @Test
  void everyEpochHasTheSecretsOfTheVectors() {
    Vectors.eachOfOurs(
        "key-schedule.json",
        (crypto, example) -> {
          Bytes groupId = bytes(example, "group_id");
          byte[] init = hex(example, "initial_init_secret");
          long epoch = 0;
          for (JsonNode expected : example.get("epochs")) {
            init = epoch(crypto, expected, groupId, epoch++, init).init();
          }
        });
  }

  private static EpochSecrets epoch(
      SuiteCrypto crypto, JsonNode expected, Bytes groupId, long epoch, byte[] init) {
    Bytes context =
        new GroupContext(
                crypto.suite(),
                groupId,
                epoch,
                bytes(expected, "tree_hash"),
                bytes(expected, "confirmed_transcript_hash"),
                List.of())
            .encoded();
    assertEquals(bytes(expected, "group_context"), context);
    byte[] joiner = KeySchedule.joinerSecret(crypto, init, hex(expected, "commit_secret"), context);
    assertArrayEquals(hex(expected, "joiner_secret"), joiner);
    byte[] psk = hex(expected, "psk_secret");
    assertArrayEquals(
        hex(expected, "welcome_secret"), KeySchedule.welcomeSecret(crypto, joiner, psk));
    byte[] epochSecret = KeySchedule.epochSecret(crypto, joiner, psk, context);
    assertArrayEquals(
        hex(expected, "encryption_secret"), EpochSecrets.encryptionSecret(crypto, epochSecret));
    EpochSecrets secrets = EpochSecrets.derive(crypto, epochSecret);
    compare(crypto, expected, secrets);
    return secrets;
  }

  private static void compare(SuiteCrypto crypto, JsonNode expected, EpochSecrets secrets) {
    assertArrayEquals(hex(expected, "init_secret"), secrets.init());
    assertArrayEquals(hex(expected, "sender_data_secret"), secrets.senderData());
    assertArrayEquals(hex(expected, "exporter_secret"), secrets.exporter());
    assertArrayEquals(hex(expected, "external_secret"), secrets.external());
    assertArrayEquals(hex(expected, "confirmation_key"), secrets.confirmation());
    assertArrayEquals(hex(expected, "membership_key"), secrets.membership());
    assertArrayEquals(hex(expected, "resumption_psk"), secrets.resumption());
    assertArrayEquals(hex(expected, "epoch_authenticator"), secrets.authenticator());
    assertArrayEquals(
        hex(expected, "external_pub"),
        KeySchedule.externalKeyPair(crypto, secrets.external()).publicKey());
    JsonNode exporter = expected.get("exporter");
    assertArrayEquals(
        hex(exporter, "secret"),
        KeySchedule.export(
            crypto,
            secrets.exporter(),
            exporter.get("label").asText(),
            hex(exporter, "context"),
            exporter.get("length").asInt()));
  }

  @Test
  void preSharedKeysAreChained() {
    Vectors.eachOfOurs(
        "psk_secret.json",
        (crypto, example) -> {
          List<KeySchedule.Psk> psks =
              example.get("psks").valueStream().map(KeyScheduleVectorTest::psk).toList();
          assertArrayEquals(hex(example, "psk_secret"), KeySchedule.pskSecret(crypto, psks));
        });
  }

  private static KeySchedule.Psk psk(JsonNode psk) {
    return new KeySchedule.Psk(
        new PreSharedKeyId.External(bytes(psk, "psk_id"), bytes(psk, "psk_nonce")),
        bytes(psk, "psk"));
  }

  @Test
  void transcriptHashesFollowTheCommit() {
    Vectors.eachOfOurs(
        "transcript-hashes.json",
        (crypto, example) -> {
          AuthenticatedContent commit =
              Reader.whole(hex(example, "authenticated_content"), AuthenticatedContent::read);
          Bytes confirmed =
              TranscriptHash.confirmed(
                  crypto, bytes(example, "interim_transcript_hash_before"), commit);
          assertEquals(bytes(example, "confirmed_transcript_hash_after"), confirmed);
          assertArrayEquals(
              commit.confirmationTag().array(),
              crypto.mac(hex(example, "confirmation_key"), confirmed.array()));
          assertEquals(
              bytes(example, "interim_transcript_hash_after"),
              TranscriptHash.interim(crypto, confirmed, commit.confirmationTag()));
        });
  }
}
