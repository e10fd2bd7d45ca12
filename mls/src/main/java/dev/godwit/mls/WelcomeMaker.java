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
    List<HpkeCiphertext> sealed =
        crypto.encryptAll(
            joiners.stream().map(joiner -> joiner.initKey().array()).toList(),
            info,
            evolution.added().stream().map(this::secretsFor).toList());
    List<Welcome.Secrets> secrets = new ArrayList<>();
    for (int i = 0; i < joiners.size(); i++) {
      Bytes reference = crypto.keyPackageRef(joiners.get(i).encoded());
      secrets.add(new Welcome.Secrets(reference, sealed.get(i)));
    }
    return new Welcome(crypto.suite(), secrets, Bytes.wrap(encrypted));
  }

  private byte[] secretsFor(int leaf) {
    byte[] pathSecret = path == null ? null : path.pathSecretFor(leaf);
    return new GroupSecrets(joinerSecret, pathSecret, evolution.list().psks()).encoded();
  }
}
