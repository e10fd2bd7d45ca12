package dev.godwit.mls;

import java.util.HashSet;
import java.util.Set;

/// Finds keys that occur twice in a tree (RFC 9420 §7.3, §12.4.3.1).
final class KeySet {
  private final Set<Bytes> encryptionKeys = new HashSet<>();
  private final Set<Bytes> signatureKeys = new HashSet<>();

  /// Requires that no two nodes have the same encryption key, and no two members the same signature
  /// key.
  static void requireDistinctKeys(RatchetTree tree) {
    KeySet keys = new KeySet();
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
      LeafNode node = tree.leaf(leaf);
      if (node != null) {
        keys.addEncryptionKey(node.encryptionKeyBytes());
        Rule.SIGNATURE_KEY_DUPLICATE.require(keys.signatureKeys.add(node.signatureKey()));
      }
    }
    for (int node = 1; node < tree.nodeCount(); node += 2) {
      ParentNode parent = tree.parent(node);
      if (parent != null) {
        keys.addEncryptionKey(parent.encryptionKey());
      }
    }
  }

  private void addEncryptionKey(byte[] key) {
    Rule.ENCRYPTION_KEY_DUPLICATE.require(encryptionKeys.add(Bytes.wrap(key)));
  }
}
