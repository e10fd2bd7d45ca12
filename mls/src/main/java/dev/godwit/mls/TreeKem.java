package dev.godwit.mls;

import java.util.List;
import java.util.Set;

/// What makers and readers of update paths have in common (RFC 9420 §7.4–§7.9).
final class TreeKem {
  private TreeKem() {}

  /// The child of a path node that is not on the way down to the leaf.
  static int copathChild(int pathNode, int leaf) {
    return TreeMath.sibling(TreeMath.childTowards(pathNode, leaf));
  }

  /// The nodes to which a path secret is encrypted: the resolution of the copath child without the
  /// members that the same commit adds (§7.5).
  static int[] recipients(RatchetTree tree, int copathChild, Set<Integer> addedLeaves) {
    int[] all = tree.resolution(copathChild);
    if (addedLeaves.isEmpty()) {
      return all;
    }
    IntList nodes = new IntList();
    for (int node : all) {
      if (!TreeMath.isLeaf(node) || !addedLeaves.contains(node / 2)) {
        nodes.add(node);
      }
    }
    return nodes.toArray();
  }

  /// Blanks the direct path of a leaf and sets fresh keys on its filtered direct path, with their
  /// parent hashes from the root down (§7.5). Returns the parent hash for the leaf itself.
  static byte[] setPath(
      SuiteCrypto crypto, RatchetTree tree, int leaf, int[] path, List<byte[]> publicKeys) {
    tree.blankPath(leaf);
    byte[] parentHash = new byte[0];
    for (int i = path.length - 1; i >= 0; i--) {
      byte[] key = publicKeys.get(i);
      tree.put(path[i], ParentNode.fresh(key, parentHash));
      byte[] sibling = tree.treeHash(crypto, copathChild(path[i], leaf));
      parentHash = TreeHash.parentHash(crypto, key, parentHash, sibling);
    }
    return parentHash;
  }

  /// §12.4.2: none of the path's keys may be in the tree already, or twice in the path.
  static void requireFreshKeys(RatchetTree tree, List<byte[]> publicKeys) {
    KeySet fresh = new KeySet();
    for (byte[] key : publicKeys) {
      Rule.PATH_KEY_REUSED.require(!tree.hasEncryptionKey(key));
      fresh.add(key);
    }
    Rule.PATH_KEY_REUSED.require(fresh.isDistinct());
  }

  /// `path_secret[n+1]` (§7.4); after the last node it is the commit secret (§12.4.1).
  static byte[] nextPathSecret(SuiteCrypto crypto, byte[] pathSecret) {
    return crypto.deriveSecret(pathSecret, "path");
  }

  /// The secret from which a node's key pair is derived (§7.4).
  static byte[] nodeSecret(SuiteCrypto crypto, byte[] pathSecret) {
    return crypto.deriveSecret(pathSecret, "node");
  }
}
