package dev.godwit.mls;

/// Indices in a full binary tree laid out as an array (RFC 9420 §4.1, Appendix C): leaf `L` is node
/// `2L`, parents stand between their subtrees. The number of leaves is a power of two.
final class TreeMath {
  private TreeMath() {}

  /// 0 for a leaf, one more for each step up.
  static int level(int node) {
    return Integer.numberOfTrailingZeros(~node);
  }

  static boolean isLeaf(int node) {
    return (node & 1) == 0;
  }

  static int nodeOfLeaf(int leaf) {
    return 2 * leaf;
  }

  /// The number of nodes of a tree with so many leaves.
  static int nodes(int leaves) {
    return 2 * leaves - 1;
  }

  static int root(int leaves) {
    return leaves - 1;
  }

  static int left(int parent) {
    return parent ^ (1 << (level(parent) - 1));
  }

  static int right(int parent) {
    return parent ^ (3 << (level(parent) - 1));
  }

  /// The parent in a tree that is large enough to have one.
  static int parent(int node) {
    int level = level(node);
    int upper = (node >>> (level + 1)) & 1;
    return (node | (1 << level)) ^ (upper << (level + 1));
  }

  static int sibling(int node) {
    int parent = parent(node);
    return node < parent ? right(parent) : left(parent);
  }

  /// The leftmost leaf below a node.
  static int firstLeaf(int node) {
    return (node - (1 << level(node)) + 1) / 2;
  }

  /// The rightmost leaf below a node.
  static int lastLeaf(int node) {
    return (node + (1 << level(node)) - 1) / 2;
  }

  static boolean isAbove(int node, int leaf) {
    return firstLeaf(node) <= leaf && leaf <= lastLeaf(node);
  }

  /// The child of a parent that is on the way down to a leaf.
  static int childTowards(int parent, int leaf) {
    return nodeOfLeaf(leaf) < parent ? left(parent) : right(parent);
  }

  /// The lowest node above two different leaves.
  static int commonAncestor(int leaf, int otherLeaf) {
    int node = parent(nodeOfLeaf(leaf));
    while (!isAbove(node, otherLeaf)) {
      node = parent(node);
    }
    return node;
  }

  /// The smallest number of leaves, a power of two, that has a place for this leaf.
  static int leavesFor(int lastLeaf) {
    return lastLeaf == 0 ? 1 : Integer.highestOneBit(lastLeaf) << 1;
  }
}
