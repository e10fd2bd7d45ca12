package dev.godwit.mls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The public side of a group's tree (RFC 9420 §4.1, §7): leaf nodes, parent nodes, and the hashes
/// of the subtrees, which are computed when they are asked for and kept until something below
/// changes.
///
/// Nodes are immutable and shared by copies, so a copy costs only its arrays of references.
/// The tree of an epoch that has begun is not changed any more.
final class RatchetTree {
  private @Nullable LeafNode[] leaves;
  private @Nullable ParentNode[] parents;
  private byte[] @Nullable [] hashes;

  /// Made when it is first asked for: most trees that are restored see no commit.
  private @Nullable TreeIndex index;

  /// No leaf before this one is blank.
  private int blankFrom;

  private RatchetTree(
      @Nullable LeafNode[] leaves,
      @Nullable ParentNode[] parents,
      byte[] @Nullable [] hashes,
      @Nullable TreeIndex index) {
    this.leaves = leaves;
    this.parents = parents;
    this.hashes = hashes;
    this.index = index;
  }

  /// A blank tree with so many leaves, a power of two.
  static RatchetTree blank(int leaves) {
    return new RatchetTree(
        new LeafNode[leaves], new ParentNode[leaves - 1], new byte[TreeMath.nodes(leaves)][], null);
  }

  /// A tree of one leaf.
  static RatchetTree of(LeafNode leaf) {
    RatchetTree tree = blank(1);
    tree.put(0, leaf);
    return tree;
  }

  RatchetTree copy() {
    TreeIndex copied = index == null ? null : index.copy();
    RatchetTree copy = new RatchetTree(leaves.clone(), parents.clone(), hashes.clone(), copied);
    copy.blankFrom = blankFrom;
    return copy;
  }

  /// The number of places for leaves.
  int leafCount() {
    return leaves.length;
  }

  int nodeCount() {
    return TreeMath.nodes(leaves.length);
  }

  int root() {
    return TreeMath.root(leaves.length);
  }

  /// The leaf node at a place, or nothing when it is blank or no place at all.
  @Nullable LeafNode leaf(int leaf) {
    return leaf >= 0 && leaf < leaves.length ? leaves[leaf] : null;
  }

  LeafNode member(int leaf) {
    LeafNode node = leaf(leaf);
    if (node == null) {
      throw Rule.UNKNOWN_SENDER.broken();
    }
    return node;
  }

  @Nullable ParentNode parent(int node) {
    return parents[node / 2];
  }

  boolean isBlank(int node) {
    return TreeMath.isLeaf(node) ? leaves[node / 2] == null : parents[node / 2] == null;
  }

  /// The key of a node that is not blank.
  byte[] encryptionKey(int node) {
    if (TreeMath.isLeaf(node)) {
      return member(node / 2).encryptionKeyBytes();
    }
    ParentNode parent = parent(node);
    if (parent == null) {
      throw Rule.MALFORMED_TREE.broken();
    }
    return parent.encryptionKey();
  }

  /// The leaf nodes by place, blank ones as null. Not to be changed.
  @Nullable LeafNode[] leaves() {
    return leaves;
  }

  /// Puts a leaf node at its place as it is, without any consequence for the nodes above: for
  /// building a tree from its encoding.
  void put(int leaf, LeafNode node) {
    set(leaf, node);
    touch(TreeMath.nodeOfLeaf(leaf));
  }

  void put(int node, @Nullable ParentNode parent) {
    set(node, parent);
    touch(node);
  }

  private void set(int leaf, @Nullable LeafNode node) {
    if (index != null) {
      index.exchange(leaves[leaf], node);
    }
    leaves[leaf] = node;
  }

  private void set(int node, @Nullable ParentNode parent) {
    if (index != null) {
      index.exchange(parents[node / 2], parent);
    }
    parents[node / 2] = parent;
  }

  /// The leaf that the next member will get (§12.1.1); the tree grows when there is none (§7.7).
  int takeLeaf() {
    while (blankFrom < leaves.length && leaves[blankFrom] != null) {
      blankFrom++;
    }
    if (blankFrom == leaves.length) {
      extend();
    }
    return blankFrom;
  }

  private void extend() {
    int width = 2 * leaves.length;
    leaves = Arrays.copyOf(leaves, width);
    parents = Arrays.copyOf(parents, width - 1);
    hashes = Arrays.copyOf(hashes, TreeMath.nodes(width));
  }

  /// Adds a member at the leftmost blank leaf, unmerged at all nodes above (§12.1.1).
  int add(LeafNode node) {
    int leaf = takeLeaf();
    for (int above = TreeMath.nodeOfLeaf(leaf); above != root(); ) {
      above = TreeMath.parent(above);
      ParentNode parent = parent(above);
      if (parent != null) {
        parents[above / 2] = parent.withUnmerged(leaf);
      }
    }
    put(leaf, node);
    return leaf;
  }

  /// Replaces a member's leaf node and blanks the nodes above (§12.1.2).
  void update(int leaf, LeafNode node) {
    put(leaf, node);
    blankPath(leaf);
  }

  /// Blanks a member's leaf and the nodes above; [#truncate] follows when all are removed
  /// (§12.1.3).
  void remove(int leaf) {
    set(leaf, (LeafNode) null);
    touch(TreeMath.nodeOfLeaf(leaf));
    blankPath(leaf);
    blankFrom = Math.min(blankFrom, leaf);
  }

  /// Blanks the direct path of a leaf.
  void blankPath(int leaf) {
    int node = TreeMath.nodeOfLeaf(leaf);
    touch(node);
    while (node != root()) {
      node = TreeMath.parent(node);
      set(node, (ParentNode) null);
    }
  }

  /// Halves the tree while its right half is blank (§7.7).
  void truncate() {
    int last = leaves.length - 1;
    while (last > 0 && leaves[last] == null) {
      last--;
    }
    int width = TreeMath.leavesFor(last);
    if (width < leaves.length) {
      for (int node = TreeMath.nodes(width); node < nodeCount(); node += 2) {
        set(node, (ParentNode) null);
      }
      leaves = Arrays.copyOf(leaves, width);
      parents = Arrays.copyOf(parents, width - 1);
      hashes = Arrays.copyOf(hashes, TreeMath.nodes(width));
      blankFrom = Math.min(blankFrom, width);
    }
  }

  private TreeIndex index() {
    if (index == null) {
      index = TreeIndex.of(leaves, parents);
    }
    return index;
  }

  boolean hasEncryptionKey(byte[] key) {
    return index().hasEncryptionKey(key);
  }

  /// Requires that no two nodes have the same encryption key, and no two members the same signature
  /// key (§7.3).
  void requireDistinctKeys() {
    index().requireDistinctKeys();
  }

  /// Requires that each credential type in use is supported by every member (§7.3).
  void requireCommonCredentials() {
    index().requireCommonCredentials(leaves);
  }

  /// The nodes that together cover all members below a node (§4.1.1), by their indices.
  int[] resolution(int node) {
    IntList nodes = new IntList();
    resolve(node, nodes);
    return nodes.toArray();
  }

  private void resolve(int node, IntList nodes) {
    if (!isBlank(node)) {
      nodes.add(node);
      addUnmerged(node, nodes);
    } else if (!TreeMath.isLeaf(node)) {
      resolve(TreeMath.left(node), nodes);
      resolve(TreeMath.right(node), nodes);
    }
  }

  private void addUnmerged(int node, IntList nodes) {
    ParentNode parent = TreeMath.isLeaf(node) ? null : parent(node);
    if (parent != null) {
      for (int leaf : parent.unmergedLeaves()) {
        nodes.add(TreeMath.nodeOfLeaf(leaf));
      }
    }
  }

  /// Whether a node's resolution is empty.
  boolean isEmpty(int node) {
    if (!isBlank(node)) {
      return false;
    }
    int last = TreeMath.lastLeaf(node);
    for (int leaf = TreeMath.firstLeaf(node); leaf <= last; leaf++) {
      if (leaves[leaf] != null) {
        return false;
      }
    }
    return true;
  }

  /// The nodes above a leaf whose other child has a resolution (§4.1.2), from the lowest to the
  /// root.
  int[] filteredDirectPath(int leaf) {
    IntList path = new IntList();
    int node = TreeMath.nodeOfLeaf(leaf);
    while (node != root()) {
      if (!isEmpty(TreeMath.sibling(node))) {
        path.add(TreeMath.parent(node));
      }
      node = TreeMath.parent(node);
    }
    return path.toArray();
  }

  /// Forgets the hashes of a node and of all above it.
  private void touch(int node) {
    int root = root();
    hashes[node] = null;
    for (int above = node; above != root; ) {
      above = TreeMath.parent(above);
      hashes[above] = null;
    }
  }

  /// The hash of the whole tree (§7.8).
  Bytes treeHash(SuiteCrypto crypto) {
    return Bytes.wrap(treeHash(crypto, root()));
  }

  /// The hash of the subtree at a node (§7.8).
  byte[] treeHash(SuiteCrypto crypto, int node) {
    byte[] hash = hashes[node];
    if (hash == null) {
      hash = TreeHash.of(crypto, this, node);
      hashes[node] = hash;
    }
    return hash;
  }
}
