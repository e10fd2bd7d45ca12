package dev.godwit.mls;

import java.util.List;

/// The `ratchet_tree` structure (RFC 9420 §12.4.3.3).
final class TreeCodec {
  private static final int LEAF = 1;
  private static final int PARENT = 2;

  /// About the length of a leaf node with the parent node beside it.
  static final int LEAF_BYTES = 640;

  private TreeCodec() {}

  static byte[] encode(RatchetTree tree) {
    Writer out = new Writer(bytesExpected(tree));
    write(out, tree);
    return out.toBytes();
  }

  /// About the length of the encoding, so that a buffer of this size seldom has to grow.
  static int bytesExpected(RatchetTree tree) {
    return LEAF_BYTES * tree.leafCount();
  }

  static void write(Writer out, RatchetTree tree) {
    int vector = out.begin();
    int end = tree.nodeCount();
    while (end > 0 && tree.isBlank(end - 1)) {
      end--;
    }
    for (int node = 0; node < end; node++) {
      write(out, tree, node);
    }
    out.end(vector);
  }

  /// One node, or that it is blank.
  static void write(Writer out, RatchetTree tree, int node) {
    LeafNode leaf = TreeMath.isLeaf(node) ? tree.leaf(node / 2) : null;
    ParentNode parent = TreeMath.isLeaf(node) ? null : tree.parent(node);
    out.uint8(leaf == null && parent == null ? 0 : 1);
    if (leaf != null) {
      leaf.write(out.uint8(LEAF));
    }
    if (parent != null) {
      parent.write(out.uint8(PARENT));
    }
  }

  static RatchetTree decode(byte[] encoded) {
    return Reader.whole(encoded, TreeCodec::read);
  }

  /// What one entry of the vector may hold.
  private sealed interface Entry {
    record Blank() implements Entry {}

    record Leaf(LeafNode node) implements Entry {}

    record Parent(ParentNode node) implements Entry {}
  }

  private static Entry readEntry(Reader in) {
    if (!in.present()) {
      return new Entry.Blank();
    }
    return switch (in.uint8()) {
      case LEAF -> new Entry.Leaf(LeafNode.read(in));
      case PARENT -> new Entry.Parent(ParentNode.read(in));
      default -> throw Rule.MALFORMED.broken();
    };
  }

  static RatchetTree read(Reader in) {
    List<Entry> entries = in.list(TreeCodec::readEntry);
    // §12.4.3.3: the last node is not blank
    Rule.MALFORMED_TREE.require(!entries.isEmpty() && !(entries.getLast() instanceof Entry.Blank));
    RatchetTree tree = RatchetTree.blank(TreeMath.leavesFor(entries.size() / 2));
    for (int node = 0; node < entries.size(); node++) {
      put(tree, node, entries.get(node));
    }
    return tree;
  }

  /// Reads one node into its place.
  static void read(Reader in, RatchetTree tree, int node) {
    put(tree, node, readEntry(in));
  }

  private static void put(RatchetTree tree, int node, Entry entry) {
    switch (entry) {
      case Entry.Blank _ -> {}
      case Entry.Leaf(var leaf) -> {
        Rule.MALFORMED_TREE.require(TreeMath.isLeaf(node));
        tree.put(node / 2, leaf);
      }
      case Entry.Parent(var parent) -> {
        Rule.MALFORMED_TREE.require(!TreeMath.isLeaf(node));
        tree.put(node, parent);
      }
    }
  }
}
