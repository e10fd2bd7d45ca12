package dev.godwit.mls;

import dev.godwit.mls.crypto.Hpke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the welcome of a commit (RFC 9420 §12.4.3.1).
final class WelcomeMaker {
  private final SuiteCrypto crypto;
  private final byte[] welcomeSecret;
  private final byte[] joinerSecret;
  private final Evolution evolution;
  private final @Nullable PathMaker path;

  WelcomeMaker(SuiteCrypto crypto, EpochKeys keys, Evolution evolution, Optional<PathMaker> path) {
    this.crypto = crypto;
    this.welcomeSecret = keys.welcomeSecret();
    this.joinerSecret = keys.joinerSecret().clone();
    this.evolution = evolution;
    this.path = path.orElse(null);
  }

  Welcome make(GroupInfo groupInfo) {
    byte[] key = KeySchedule.welcomeKey(crypto, welcomeSecret);
    byte[] nonce = KeySchedule.welcomeNonce(crypto, welcomeSecret);
    byte[] encrypted = crypto.seal(key, nonce, new byte[0], groupInfo.encoded());
    Hpke.Info info = crypto.encryptContext("Welcome", encrypted);
    List<KeyPackage> joiners = evolution.list().adds();
    List<Welcome.Secrets> secrets = new ArrayList<>();
    for (int i = 0; i < joiners.size(); i++) {
      secrets.add(secretsFor(joiners.get(i), evolution.added().get(i), info));
    }
    return new Welcome(crypto.suite(), secrets, Bytes.wrap(encrypted));
  }

  private Welcome.Secrets secretsFor(KeyPackage keyPackage, int leaf, Hpke.Info info) {
    byte[] pathSecret = path == null ? null : path.pathSecretFor(leaf);
    byte[] secrets = new GroupSecrets(joinerSecret, pathSecret, evolution.list().psks()).encoded();
    HpkeCiphertext sealed = crypto.encrypt(keyPackage.initKey().array(), info, secrets);
    return new Welcome.Secrets(crypto.keyPackageRef(keyPackage.encoded()), sealed);
  }
}
