package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import java.util.List;

/// The rules for a leaf node that is or gets into a group (RFC 9420 §7.3), with the group's
/// extensions as they will be.
final class LeafRules {
  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final List<Extension> groupExtensions;
  private final RequiredCapabilities required;
  private final long nowSeconds;

  LeafRules(
      MlsClient client, SuiteCrypto crypto, List<Extension> groupExtensions, long nowSeconds) {
    this.client = client;
    this.crypto = crypto;
    this.groupExtensions = groupExtensions;
    this.required = RequiredCapabilities.of(groupExtensions);
    this.nowSeconds = nowSeconds;
  }

  /// Whatever can be said of a leaf node without its signature and its neighbours.
  void requireFits(LeafNode leaf) {
    requireSound(crypto, leaf);
    requireCapable(leaf);
  }

  /// The rules that hold for a leaf node in any group of its suite.
  static void requireSound(SuiteCrypto crypto, LeafNode leaf) {
    CipherSuite suite = crypto.suite();
    Rule.INVALID_PUBLIC_KEY.require(crypto.isPublicKey(leaf.encryptionKeyBytes()));
    Rule.SUITE_NOT_LISTED.require(
        leaf.lists(LeafNode.Listed.VERSIONS, Protocol.MLS10)
            && leaf.lists(LeafNode.Listed.CIPHER_SUITES, suite.id()));
    Rule.CREDENTIAL_UNSUPPORTED.require(
        leaf.lists(LeafNode.Listed.CREDENTIALS, leaf.credentialType()));
    for (Extension extension : leaf.extensions()) {
      Rule.EXTENSION_NOT_LISTED.require(supports(leaf, extension.type()));
    }
  }

  private static boolean supports(LeafNode leaf, int extensionType) {
    return Extension.isDefault(extensionType)
        || leaf.lists(LeafNode.Listed.EXTENSIONS, extensionType);
  }

  /// §7.3, §11.1, §13.4: what the group requires and uses, the leaf node's client supports.
  void requireCapable(LeafNode leaf) {
    for (int type : required.extensions()) {
      Rule.CAPABILITY_MISSING.require(supports(leaf, type));
    }
    for (int type : required.proposals()) {
      Rule.CAPABILITY_MISSING.require(
          Proposal.isDefault(type) || leaf.lists(LeafNode.Listed.PROPOSALS, type));
    }
    for (int type : required.credentials()) {
      Rule.CAPABILITY_MISSING.require(leaf.lists(LeafNode.Listed.CREDENTIALS, type));
    }
    for (Extension extension : groupExtensions) {
      Rule.CAPABILITY_MISSING.require(supports(leaf, extension.type()));
    }
  }

  /// §5.3.1: a new member's credential.
  void requireAuthentic(LeafNode leaf) {
    Rule.CREDENTIAL_REFUSED.require(
        client.credentials().isValid(leaf.credential(), leaf.signatureKey(), nowSeconds));
  }

  /// §5.3.1: a credential in the place of another, where anything about it is new.
  void requireSuccessor(LeafNode before, LeafNode after) {
    boolean sameCredential = before.credentialBytes().equals(after.credentialBytes());
    if (sameCredential && before.signatureKey().equals(after.signatureKey())) {
      return;
    }
    requireAuthentic(after);
    Rule.CREDENTIAL_NOT_SUCCESSOR.require(
        sameCredential
            || client.credentials().isSuccessor(before.credential(), after.credential()));
  }

  /// §7.3: a leaf node that replaces another has another encryption key.
  static void requireNewKey(LeafNode before, LeafNode after) {
    Rule.ENCRYPTION_KEY_UNCHANGED.require(!before.encryptionKey().equals(after.encryptionKey()));
  }

  static void requireSource(LeafNode leaf, LeafNode.Source source) {
    Rule.WRONG_LEAF_SOURCE.require(leaf.source() == source);
  }

  /// §7.2, §7.3: the time is within the leaf node's lifetime, if it has one, and that is not too
  /// long.
  static void requireLifetime(LeafNode leaf, long nowSeconds, long secondsMax) {
    leaf.lifetime()
        .ifPresent(
            lifetime -> {
              Rule.LIFETIME_OUTSIDE.require(lifetime.contains(nowSeconds));
              Rule.LIFETIME_TOO_LONG.require(!lifetime.isLongerThan(secondsMax));
            });
  }

  /// A whole tree's leaf nodes, each by itself.
  void requireTree(RatchetTree tree) {
    for (LeafNode leaf : tree.leaves()) {
      if (leaf != null) {
        requireFits(leaf);
        requireAuthentic(leaf);
        if (lifetimes().checked() == Settings.Lifetimes.Checked.ALL) {
          requireLifetime(leaf, nowSeconds, lifetimes().secondsMax());
        }
      }
    }
  }

  private Settings.Lifetimes lifetimes() {
    return client.settings().lifetimes();
  }

  /// §10.1: a key package that others have sent, with both its signatures.
  void requireKeyPackage(KeyPackage keyPackage, boolean checkLifetime) {
    Rule.WRONG_KEY_PACKAGE_SUITE.require(
        keyPackage.version() == Protocol.MLS10 && keyPackage.suiteId() == crypto.suite().id());
    LeafNode leaf = keyPackage.leafNode();
    requireSource(leaf, LeafNode.Source.KEY_PACKAGE);
    Rule.INIT_KEY_REUSED.require(!keyPackage.initKey().equals(leaf.encryptionKey()));
    Rule.INVALID_PUBLIC_KEY.require(crypto.isPublicKey(keyPackage.initKey().array()));
    requireFits(leaf);
    if (checkLifetime) {
      requireLifetime(leaf, nowSeconds, lifetimes().secondsMax());
    }
    keyPackage.verify(crypto);
    requireAuthentic(leaf);
  }

  /// Whether lifetimes of leaf nodes that other members add are checked.
  boolean checksAdded() {
    return lifetimes().checked() != Settings.Lifetimes.Checked.OWN_ADDS;
  }
}
