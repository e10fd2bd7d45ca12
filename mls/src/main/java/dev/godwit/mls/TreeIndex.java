package dev.godwit.mls;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the nodes of a tree must fulfil together (RFC 9420 §7.3), kept while single nodes change,
/// since each commit changes few of them and is checked against all.
final class TreeIndex {
  private final KeySet encryptionKeys;
  private final KeySet signatureKeys;

  /// Types of credentials that every member lists, its own among them; nothing when that has to be
  /// looked up again.
  private @Nullable Set<Integer> credentials;

  private TreeIndex() {
    encryptionKeys = new KeySet();
    signatureKeys = new KeySet();
  }

  static TreeIndex of(@Nullable LeafNode[] leaves, @Nullable ParentNode[] parents) {
    TreeIndex index = new TreeIndex();
    for (LeafNode leaf : leaves) {
      index.exchange(null, leaf);
    }
    for (ParentNode parent : parents) {
      index.exchange(null, parent);
    }
    return index;
  }

  private TreeIndex(TreeIndex from) {
    encryptionKeys = from.encryptionKeys.copy();
    signatureKeys = from.signatureKeys.copy();
    credentials = from.credentials;
  }

  TreeIndex copy() {
    return new TreeIndex(this);
  }

  /// A leaf node took the place of another, or of nothing, or was removed.
  void exchange(@Nullable LeafNode before, @Nullable LeafNode after) {
    if (before != null) {
      encryptionKeys.remove(before.encryptionKeyBytes());
      signatureKeys.remove(before.signatureKeyBytes());
    }
    if (after != null) {
      encryptionKeys.add(after.encryptionKeyBytes());
      signatureKeys.add(after.signatureKeyBytes());
      if (credentials != null && !fits(after, credentials)) {
        credentials = null;
      }
    }
  }

  /// A parent node took the place of another, or of nothing, or was blanked.
  void exchange(@Nullable ParentNode before, @Nullable ParentNode after) {
    if (before != null) {
      encryptionKeys.remove(before.encryptionKey());
    }
    if (after != null) {
      encryptionKeys.add(after.encryptionKey());
    }
  }

  boolean hasEncryptionKey(byte[] key) {
    return encryptionKeys.contains(key);
  }

  /// Requires that no two nodes have the same encryption key, and no two members the same signature
  /// key.
  void requireDistinctKeys() {
    Rule.ENCRYPTION_KEY_DUPLICATE.require(encryptionKeys.isDistinct());
    Rule.SIGNATURE_KEY_DUPLICATE.require(signatureKeys.isDistinct());
  }

  /// Requires that each credential type in use is supported by every member.
  ///
  /// @param leaves those of the tree
  void requireCommonCredentials(@Nullable LeafNode[] leaves) {
    if (credentials == null) {
      credentials = commonCredentials(leaves);
    }
  }

  private static Set<Integer> commonCredentials(@Nullable LeafNode[] leaves) {
    Set<Integer> types = new HashSet<>();
    for (LeafNode leaf : leaves) {
      if (leaf != null) {
        types.add(leaf.credentialType());
      }
    }
    for (LeafNode leaf : leaves) {
      Rule.CREDENTIAL_UNSUPPORTED.require(leaf == null || fits(leaf, types));
    }
    return types;
  }

  private static boolean fits(LeafNode leaf, Set<Integer> types) {
    for (int type : types) {
      if (!leaf.lists(LeafNode.Listed.CREDENTIALS, type)) {
        return false;
      }
    }
    return types.contains(leaf.credentialType());
  }
}
