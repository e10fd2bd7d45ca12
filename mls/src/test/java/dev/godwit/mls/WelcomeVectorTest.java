package dev.godwit.mls;

import static dev.godwit.mls.Vectors.hex;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.mls.crypto.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WelcomeVectorTest {
  @Test
  void theGroupInfoInsideIsSignedAndConfirmed() {
    Vectors.eachOfOurs("welcome.json", WelcomeVectorTest::check);
  }

  private static void check(SuiteCrypto crypto, JsonNode example) {
    Welcome welcome = Welcome.decode(hex(example, "welcome"));
    KeyPackage keyPackage = KeyPackage.decode(hex(example, "key_package"));
    Welcome.Secrets mine = welcome.secretsFor(keyPackage.reference(crypto.crypto())).orElseThrow();
    KeyPair initKey = new KeyPair(keyPackage.initKey().array(), hex(example, "init_priv"));
    byte[] encrypted = welcome.encryptedGroupInfo().array();
    byte[] plain =
        crypto
            .decrypt(initKey, crypto.encryptContext("Welcome", encrypted), mine.encrypted())
            .orElseThrow();
    GroupSecrets secrets = Reader.whole(plain, GroupSecrets::read);
    byte[] psk = KeySchedule.pskSecret(crypto, List.of());
    byte[] welcomeSecret = KeySchedule.welcomeSecret(crypto, secrets.joinerSecret(), psk);
    byte[] info =
        crypto
            .open(
                KeySchedule.welcomeKey(crypto, welcomeSecret),
                KeySchedule.welcomeNonce(crypto, welcomeSecret),
                new byte[0],
                encrypted)
            .orElseThrow();
    GroupInfo groupInfo = Reader.whole(info, GroupInfo::read);
    assertTrue(groupInfo.verify(crypto, hex(example, "signer_pub")));
    EpochKeys.joining(crypto, groupInfo.context(), secrets.joinerSecret(), psk)
        .requireConfirmationTag(groupInfo.confirmationTag());
  }
}
