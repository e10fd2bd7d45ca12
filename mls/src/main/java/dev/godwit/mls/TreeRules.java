package dev.godwit.mls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What a ratchet tree must fulfil before a client joins its group (RFC 9420 §12.4.3.1, "Verify the
/// integrity of the ratchet tree"), apart from the rules for its leaf nodes in the group.
final class TreeRules {
  private final SuiteCrypto crypto;
  private final RatchetTree tree;

  private TreeRules(SuiteCrypto crypto, RatchetTree tree) {
    this.crypto = crypto;
    this.tree = tree;
  }

  static void requireValid(SuiteCrypto crypto, RatchetTree tree, Bytes groupId) {
    TreeRules rules = new TreeRules(crypto, tree);
    for (int node = 1; node < tree.nodeCount(); node += 2) {
      ParentNode parent = tree.parent(node);
      if (parent != null) {
        rules.requireUnmergedLeaves(node, parent);
      }
    }
    tree.requireDistinctKeys();
    rules.requireLeafSignatures(groupId);
    rules.requireParentHashes();
  }

  private void requireLeafSignatures(Bytes groupId) {
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
      LeafNode node = tree.leaf(leaf);
      if (node != null) {
        Rule.INVALID_LEAF_SIGNATURE.require(node.verify(crypto, groupId, leaf));
      }
    }
  }

  /// §7.1: in increasing order; §12.4.3.1: members below, and unmerged at all nodes between.
  private void requireUnmergedLeaves(int node, ParentNode parent) {
    int before = -1;
    for (int leaf : parent.unmergedLeaves()) {
      Rule.UNMERGED_LEAVES_INVALID.require(
          leaf > before && TreeMath.isAbove(node, leaf) && tree.leaf(leaf) != null);
      requireUnmergedBetween(node, leaf);
      before = leaf;
    }
  }

  private void requireUnmergedBetween(int node, int leaf) {
    int below = TreeMath.childTowards(node, leaf);
    while (!TreeMath.isLeaf(below)) {
      ParentNode between = tree.parent(below);
      Rule.UNMERGED_LEAVES_INVALID.require(
          between == null || Arrays.binarySearch(between.unmergedLeaves(), leaf) >= 0);
      below = TreeMath.childTowards(below, leaf);
    }
  }

  /// §7.9.2, "top down": exactly one descendant of each parent node vouches for it.
  private void requireParentHashes() {
    for (int node = 1; node < tree.nodeCount(); node += 2) {
      ParentNode parent = tree.parent(node);
      if (parent != null) {
        boolean left = vouches(parent, TreeMath.left(node), TreeMath.right(node));
        boolean right = vouches(parent, TreeMath.right(node), TreeMath.left(node));
        Rule.PARENT_HASH_INVALID.require(left != right);
      }
    }
  }

  /// Whether a node in the resolution of this child has the parent hash of the node, with all
  /// others in that resolution unmerged at it.
  private boolean vouches(ParentNode parent, int child, int sibling) {
    int[] resolution = tree.resolution(child);
    int[] unmerged = TreeHash.below(child, parent.unmergedLeaves());
    if (resolution.length != unmerged.length + 1) {
      return false;
    }
    int only = onlyMerged(resolution, unmerged);
    return only >= 0
        && Arrays.equals(parentHashOf(only), TreeHash.parentHash(crypto, tree, parent, sibling));
  }

  /// The one node of the resolution that is not among the unmerged leaves; -1 when it is not one.
  private static int onlyMerged(int[] resolution, int[] unmerged) {
    int found = -1;
    for (int node : resolution) {
      boolean isUnmerged = TreeMath.isLeaf(node) && Arrays.binarySearch(unmerged, node / 2) >= 0;
      if (!isUnmerged && found >= 0) {
        return -1;
      }
      found = isUnmerged ? found : node;
    }
    return found;
  }

  private byte @Nullable [] parentHashOf(int node) {
    LeafNode leaf = TreeMath.isLeaf(node) ? tree.leaf(node / 2) : null;
    ParentNode parent = TreeMath.isLeaf(node) ? null : tree.parent(node);
    if (leaf != null) {
      // a leaf that no commit has set vouches for nothing
      return leaf.source() == LeafNode.Source.COMMIT ? leaf.parentHash() : null;
    }
    return parent == null ? null : parent.parentHash();
  }
}
