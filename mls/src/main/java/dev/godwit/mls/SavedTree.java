package dev.godwit.mls;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The public tree as it is saved: in blocks, so that the next epoch writes only those in which
/// nodes have changed. A renewal of keys in a group of 1,024 is 12 KiB instead of 460.
///
/// Saved under `n` and its number is each block of 16 leaves with the parent nodes between them;
/// under `u` are the parent nodes above the blocks.
final class SavedTree {
  private static final String BLOCK = "n";
  private static final String UPPER = "u";

  /// Nodes from one upper parent node to the next: a power of two.
  private static final int STRIDE = 32;

  /// What the store has; nothing when that is not known to be this form.
  private @Nullable RatchetTree stored;

  private SavedTree(@Nullable RatchetTree stored) {
    this.stored = stored;
  }

  /// For a group of which nothing is saved in blocks yet.
  static SavedTree none() {
    return new SavedTree(null);
  }

  /// For a tree that was just read from its blocks.
  static SavedTree of(RatchetTree stored) {
    return new SavedTree(stored);
  }

  /// Writes what has changed. The tree is not changed any more.
  void save(RatchetTree tree, Journal journal) {
    for (int block = 0; block < blocks(tree); block++) {
      save(BLOCK + block, tree, new Range(first(block), end(tree, block), 1), journal);
    }
    int blocksBefore = stored == null ? 0 : blocks(stored);
    for (int block = blocks(tree); block < blocksBefore; block++) {
      journal.delete(BLOCK + block);
    }
    if (blocks(tree) > 1) {
      save(UPPER, tree, upper(tree), journal);
    } else if (blocksBefore > 1) {
      journal.delete(UPPER);
    }
    stored = tree;
  }

  private void save(String key, RatchetTree tree, Range nodes, Journal journal) {
    if (stored == null || changed(stored, tree, nodes)) {
      journal.put(key, encoded(tree, nodes));
    }
  }

  /// Every so many nodes, up to an end.
  private record Range(int from, int end, int step) {}

  private static int blocks(RatchetTree tree) {
    return (tree.nodeCount() + STRIDE - 1) / STRIDE;
  }

  private static int first(int block) {
    return block * STRIDE;
  }

  /// The first node behind a block.
  private static int end(RatchetTree tree, int block) {
    return Math.min(first(block) + STRIDE - 1, tree.nodeCount());
  }

  private static Range upper(RatchetTree tree) {
    return new Range(STRIDE - 1, tree.nodeCount(), STRIDE);
  }

  private static boolean changed(RatchetTree before, RatchetTree after, Range nodes) {
    if (before.leafCount() != after.leafCount()) {
      return true;
    }
    for (int node = nodes.from; node < nodes.end; node += nodes.step) {
      boolean same =
          TreeMath.isLeaf(node)
              ? Objects.equals(before.leaf(node / 2), after.leaf(node / 2))
              : Objects.equals(before.parent(node), after.parent(node));
      if (!same) {
        return true;
      }
    }
    return false;
  }

  private static byte[] encoded(RatchetTree tree, Range nodes) {
    Writer out = new Writer(TreeCodec.LEAF_BYTES * STRIDE / 2);
    for (int node = nodes.from; node < nodes.end; node += nodes.step) {
      TreeCodec.write(out, tree, node);
    }
    return out.toBytes();
  }

  /// The tree of so many leaves from its saved parts.
  static RatchetTree restore(int leafCount, Map<String, Bytes> parts) {
    Rule.UNKNOWN_FORMAT.require(leafCount > 0 && Integer.bitCount(leafCount) == 1);
    Rule.UNKNOWN_FORMAT.require(leafCount / STRIDE <= parts.size());
    RatchetTree tree = RatchetTree.blank(leafCount);
    for (int block = 0; block < blocks(tree); block++) {
      Range nodes = new Range(first(block), end(tree, block), 1);
      read(Saved.part(parts, BLOCK + block), tree, nodes);
    }
    if (blocks(tree) > 1) {
      read(Saved.part(parts, UPPER), tree, upper(tree));
    }
    return tree;
  }

  private static void read(Bytes part, RatchetTree tree, Range nodes) {
    Reader in = new Reader(part);
    for (int node = nodes.from; node < nodes.end; node += nodes.step) {
      TreeCodec.read(in, tree, node);
    }
    in.finish();
  }
}
