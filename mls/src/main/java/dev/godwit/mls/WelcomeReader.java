package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Hpke;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Joins a group by a welcome (RFC 9420 §12.4.3.1).
final class WelcomeReader {
  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final OwnKeyPackage own;
  private final long nowSeconds;

  private WelcomeReader(MlsClient client, SuiteCrypto crypto, OwnKeyPackage own, long nowSeconds) {
    this.client = client;
    this.crypto = crypto;
    this.own = own;
    this.nowSeconds = nowSeconds;
  }

  static Joined join(
      MlsClient client,
      OwnKeyPackage own,
      Welcome welcome,
      byte @Nullable [] treeApart,
      long nowSeconds) {
    CipherSuite suite = welcome.suite();
    Rule.UNSUPPORTED_CIPHER_SUITE.require(client.crypto().supports(suite));
    SuiteCrypto crypto = new SuiteCrypto(client.crypto(), suite);
    return new WelcomeReader(client, crypto, own, nowSeconds).join(welcome, treeApart);
  }

  private Joined join(Welcome welcome, byte @Nullable [] treeApart) {
    GroupSecrets secrets = openSecrets(welcome);
    requirePsks(secrets.psks());
    byte[] pskSecret = Psks.secret(client, crypto, Optional.empty(), secrets.psks());
    GroupInfo info = openGroupInfo(welcome, secrets, pskSecret);
    Rule.WRONG_KEY_PACKAGE_SUITE.require(info.context().suite() == crypto.suite());
    RatchetTree tree = GroupInfos.tree(info, treeApart);
    GroupInfos.requireValid(client, crypto, info, tree, nowSeconds);
    PrivateKeys keys = privateKeys(tree, secrets, info.signer());
    EpochKeys epochKeys =
        EpochKeys.joining(crypto, info.context(), secrets.joinerSecret(), pskSecret);
    epochKeys.requireConfirmationTag(info.confirmationTag());
    for (PreSharedKeyId psk : secrets.psks()) {
      Succession.requireMatch(client, psk, info.context(), tree);
    }
    Epoch epoch = epochKeys.begin(tree, keys, info.confirmationTag());
    Group group = new Group(GroupState.begin(client, crypto, epoch, own.identity()));
    return new Joined(group, group.member(info.signer()).orElseThrow(Rule.NOT_IN_TREE::broken));
  }

  private GroupSecrets openSecrets(Welcome welcome) {
    Rule.NOT_WELCOMED.require(own.keyPackage().suiteId() == crypto.suite().id());
    Bytes reference = crypto.keyPackageRef(own.keyPackage().encoded());
    Welcome.Secrets mine = welcome.secretsFor(reference).orElseThrow(Rule.NOT_WELCOMED::broken);
    Hpke.Info info = crypto.encryptContext("Welcome", welcome.encryptedGroupInfo().array());
    byte[] plain =
        crypto
            .decrypt(own.initKey(), info, mine.encrypted())
            .orElseThrow(Rule.WELCOME_DECRYPTION_FAILED::broken);
    return Reader.whole(plain, GroupSecrets::read);
  }

  /// A PSK that ties the group to another is the only such one; nonces have their length (§8.4).
  private void requirePsks(List<PreSharedKeyId> psks) {
    int ties = 0;
    for (PreSharedKeyId psk : psks) {
      Rule.PSK_NONCE_LENGTH.require(psk.nonce().size() == crypto.suite().hashBytes());
      if (psk instanceof PreSharedKeyId.Resumption resumption
          && resumption.usage() != PreSharedKeyId.Usage.APPLICATION) {
        ties++;
      }
    }
    Rule.PSK_USAGE_NOT_ALLOWED.require(ties <= 1);
  }

  private GroupInfo openGroupInfo(Welcome welcome, GroupSecrets secrets, byte[] pskSecret) {
    byte[] secret = KeySchedule.welcomeSecret(crypto, secrets.joinerSecret(), pskSecret);
    byte[] plain =
        crypto
            .open(
                KeySchedule.welcomeKey(crypto, secret),
                KeySchedule.welcomeNonce(crypto, secret),
                new byte[0],
                welcome.encryptedGroupInfo().array())
            .orElseThrow(Rule.WELCOME_DECRYPTION_FAILED::broken);
    return Reader.whole(plain, GroupInfo::read);
  }

  private PrivateKeys privateKeys(RatchetTree tree, GroupSecrets secrets, int signer) {
    int leaf = ownLeaf(tree);
    PrivateKeys keys = PrivateKeys.of(leaf, own.leafKey().privateKey());
    secrets.pathSecret().ifPresent(secret -> takePath(tree, keys, signer, secret));
    return keys;
  }

  private int ownLeaf(RatchetTree tree) {
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
      if (own.keyPackage().leafNode().equals(tree.leaf(leaf))) {
        return leaf;
      }
    }
    throw Rule.NOT_IN_TREE.broken();
  }

  /// From the lowest node above this member and the committer to the root, all that are not blank.
  private void takePath(RatchetTree tree, PrivateKeys keys, int signer, byte[] pathSecret) {
    Rule.PATH_KEY_MISMATCH.require(signer != keys.ownLeaf());
    int node = TreeMath.commonAncestor(keys.ownLeaf(), signer);
    Rule.PATH_KEY_MISMATCH.require(!tree.isBlank(node));
    byte[] secret = pathSecret;
    while (true) {
      if (!tree.isBlank(node)) {
        PathReader.takeOver(crypto, tree, node, secret, keys);
        secret = TreeKem.nextPathSecret(crypto, secret);
      }
      if (node == tree.root()) {
        return;
      }
      node = TreeMath.parent(node);
    }
  }
}
