package dev.godwit.mls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Tree hashes (RFC 9420 §7.8) and parent hashes (§7.9).
final class TreeHash {
  private static final int LEAF = 1;
  private static final int PARENT = 2;
  private static final int[] NOBODY = {};

  private TreeHash() {}

  static byte[] of(SuiteCrypto crypto, RatchetTree tree, int node) {
    if (TreeMath.isLeaf(node)) {
      return leafHash(crypto, node / 2, tree.leaf(node / 2));
    }
    byte[] left = tree.treeHash(crypto, TreeMath.left(node));
    byte[] right = tree.treeHash(crypto, TreeMath.right(node));
    return parentNodeHash(crypto, tree.parent(node), NOBODY, left, right);
  }

  /// `LeafNodeHashInput`.
  private static byte[] leafHash(SuiteCrypto crypto, int leaf, @Nullable LeafNode node) {
    Writer out = new Writer(node == null ? 8 : node.encoded().length + 8);
    out.uint8(LEAF).uint32(leaf).uint8(node == null ? 0 : 1);
    if (node != null) {
      node.write(out);
    }
    return crypto.hash(out.toBytes());
  }

  /// `ParentNodeHashInput`, without some leaves in `unmerged_leaves`.
  private static byte[] parentNodeHash(
      SuiteCrypto crypto, @Nullable ParentNode node, int[] without, byte[] left, byte[] right) {
    Writer out = new Writer();
    out.uint8(PARENT).uint8(node == null ? 0 : 1);
    if (node != null) {
      node.write(out, minus(node.unmergedLeaves(), without));
    }
    return crypto.hash(out.vector(left).vector(right).toBytes());
  }

  private static int[] minus(int[] leaves, int[] without) {
    if (without.length == 0 || leaves.length == 0) {
      return leaves;
    }
    IntList rest = new IntList();
    for (int leaf : leaves) {
      if (Arrays.binarySearch(without, leaf) < 0) {
        rest.add(leaf);
      }
    }
    return rest.toArray();
  }

  /// The tree hash of a subtree as it would be without some leaves, which are in order: both they
  /// and their entries in `unmerged_leaves` are gone (§7.9, `original_sibling_tree_hash`).
  static byte[] without(SuiteCrypto crypto, RatchetTree tree, int node, int[] leaves) {
    int[] below = below(node, leaves);
    if (below.length == 0) {
      return tree.treeHash(crypto, node);
    }
    if (TreeMath.isLeaf(node)) {
      return leafHash(crypto, node / 2, null);
    }
    byte[] left = without(crypto, tree, TreeMath.left(node), below);
    byte[] right = without(crypto, tree, TreeMath.right(node), below);
    return parentNodeHash(crypto, tree.parent(node), below, left, right);
  }

  /// Those of the leaves, which are in order, that are below a node.
  static int[] below(int node, int[] leaves) {
    int first = TreeMath.firstLeaf(node);
    int last = TreeMath.lastLeaf(node);
    IntList below = new IntList();
    for (int leaf : leaves) {
      if (leaf >= first && leaf <= last) {
        below.add(leaf);
      }
    }
    return below.toArray();
  }

  /// `ParentHashInput`, hashed: the parent hash of a node with this copath child (§7.9).
  static byte[] parentHash(SuiteCrypto crypto, RatchetTree tree, ParentNode node, int copathChild) {
    byte[] sibling = without(crypto, tree, copathChild, node.unmergedLeaves());
    return parentHash(crypto, node.encryptionKey(), node.parentHash(), sibling);
  }

  static byte[] parentHash(
      SuiteCrypto crypto, byte[] encryptionKey, byte[] parentHash, byte[] siblingTreeHash) {
    Writer out = new Writer();
    out.vector(encryptionKey).vector(parentHash).vector(siblingTreeHash);
    return crypto.hash(out.toBytes());
  }
}
