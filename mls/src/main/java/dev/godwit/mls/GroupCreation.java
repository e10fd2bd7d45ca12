package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.List;

/// Begins groups (RFC 9420 §11) and the key packages with which others are added to them (§10).
final class GroupCreation {
  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final Identity identity;

  GroupCreation(MlsClient client, Identity identity) {
    Rule.UNSUPPORTED_CIPHER_SUITE.require(client.crypto().supports(identity.cipherSuite()));
    this.client = client;
    this.crypto = new SuiteCrypto(client.crypto(), identity.cipherSuite());
    this.identity = identity;
  }

  OwnKeyPackage keyPackage(Lifetime lifetime, boolean lastResort) {
    KeyPair initKey = crypto.generateKeyPair();
    KeyPair leafKey = crypto.generateKeyPair();
    KeyPackage keyPackage =
        KeyPackage.sign(
            crypto,
            identity.signatureKey(),
            initKey.publicKey(),
            leafNode(leafKey, lifetime, lastResort),
            extensions(lastResort));
    return new OwnKeyPackage(
        keyPackage,
        Bytes.wrap(initKey.privateKey()),
        Bytes.wrap(leafKey.privateKey()),
        identity.signaturePrivateKey());
  }

  private LeafNode leafNode(KeyPair leafKey, Lifetime lifetime, boolean lastResort) {
    LeafNode.Content content = OwnLeaf.content(client, identity, leafKey, lastResort);
    return LeafNode.forKeyPackage(crypto, identity.signatureKey(), content, lifetime);
  }

  private List<Extension> extensions(boolean lastResort) {
    List<Extension> extensions = new ArrayList<>();
    if (lastResort) {
      extensions.add(Extension.lastResort());
    }
    if (client.settings().grease()) {
      extensions.add(new Grease(client.crypto()).extension());
    }
    return extensions;
  }

  /// A group with its creator alone in it (§11).
  Group create(Bytes groupId, List<Extension> extensions, long nowSeconds) {
    ProposalCheck.requireExtensions(client, extensions, nowSeconds);
    KeyPair leafKey = crypto.generateKeyPair();
    LeafNode leaf = leafNode(leafKey, longest(nowSeconds), false);
    new LeafRules(client, crypto, extensions, nowSeconds).requireFits(leaf);
    RatchetTree tree = RatchetTree.of(leaf);
    GroupContext context =
        new GroupContext(
            crypto.suite(), groupId, 0, tree.treeHash(crypto), Bytes.EMPTY, extensions);
    byte[] epochSecret = crypto.randomSecret();
    EpochSecrets secrets = EpochSecrets.derive(crypto, epochSecret);
    Bytes tag = Bytes.wrap(crypto.mac(secrets.confirmation(), new byte[0]));
    SecretTree secretTree =
        SecretTree.from(EpochSecrets.encryptionSecret(crypto, epochSecret), 0, 1);
    PrivateKeys keys = PrivateKeys.of(0, leafKey.privateKey());
    Epoch epoch = new Epoch(Transcript.of(crypto, context, tag), tree, keys, secrets, secretTree);
    return new Group(GroupState.begin(client, crypto, epoch, identity));
  }

  private Lifetime longest(long nowSeconds) {
    long seconds = client.settings().lifetimes().secondsMax();
    return Lifetime.from(nowSeconds, Math.max(0, seconds - Lifetime.EARLIER_SECONDS));
  }

  /// A group made from another, which its first commit ties to that one (§11.2, §11.3).
  NewGroup createFrom(
      Group old,
      PreSharedKeyId.Usage usage,
      Proposal.ReInit parameters,
      List<KeyPackage> members,
      long nowSeconds) {
    Group group = create(parameters.groupId(), parameters.extensions(), nowSeconds);
    CommitBuilder commit = group.commit().resumptionOf(old.state(), usage);
    members.forEach(commit::add);
    return new NewGroup(group, commit.build(nowSeconds));
  }
}
