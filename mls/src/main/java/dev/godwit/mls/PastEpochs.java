package dev.godwit.mls;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is kept of past epochs to read their late application data (RFC 9420 §9.2).
///
/// Saved under `e` and the epoch's number. Its members are saved as differences to the following
/// epoch's.
final class PastEpochs {
  private static final char PART = 'e';

  /// Enough of an epoch to read its application data.
  static final class Past {
    private final long number;
    private final Bytes encodedContext;
    private final byte[] senderDataSecret;
    private final int ownLeaf;
    private final @Nullable LeafNode[] leaves;
    private final SecretTree secretTree;

    private Past(
        long number,
        Bytes encodedContext,
        byte[] senderDataSecret,
        int ownLeaf,
        @Nullable LeafNode[] leaves,
        SecretTree secretTree) {
      this.number = number;
      this.encodedContext = encodedContext;
      this.senderDataSecret = senderDataSecret;
      this.ownLeaf = ownLeaf;
      this.leaves = leaves;
      this.secretTree = secretTree;
    }

    static Past of(Epoch epoch) {
      return new Past(
          epoch.number(),
          epoch.encodedContext(),
          epoch.secrets().senderData(),
          epoch.ownLeaf(),
          epoch.tree().leaves(),
          epoch.secretTree());
    }

    long number() {
      return number;
    }

    Bytes encodedContext() {
      return encodedContext;
    }

    byte[] senderDataSecret() {
      return senderDataSecret;
    }

    int ownLeaf() {
      return ownLeaf;
    }

    SecretTree secretTree() {
      return secretTree;
    }

    LeafNode member(int leaf) {
      LeafNode node = leaf >= 0 && leaf < leaves.length ? leaves[leaf] : null;
      if (node == null) {
        throw Rule.UNKNOWN_SENDER.broken();
      }
      return node;
    }

    private byte[] encoded(@Nullable LeafNode[] later) {
      Writer out = new Writer();
      out.vector(encodedContext).vector(senderDataSecret).uint32(ownLeaf);
      out.uint32(leaves.length);
      int vector = out.begin();
      for (int leaf = 0; leaf < leaves.length; leaf++) {
        LeafNode node = leaves[leaf];
        if (!Objects.equals(node, leaf < later.length ? later[leaf] : null)) {
          out.uint32(leaf).uint8(node == null ? 0 : 1).raw(node == null ? NOTHING : node.encoded());
        }
      }
      out.end(vector);
      return out.toBytes();
    }

    private static Past read(
        Reader in, long number, @Nullable LeafNode[] later, Map<String, Bytes> parts) {
      Bytes context = in.bytes();
      byte[] senderDataSecret = in.vector();
      int ownLeaf = in.uint32();
      int width = in.uint32();
      Rule.UNKNOWN_FORMAT.require(width > 0 && Integer.bitCount(width) == 1 && width <= 1 << 24);
      @Nullable LeafNode[] leaves = new LeafNode[width];
      System.arraycopy(later, 0, leaves, 0, Math.min(width, later.length));
      Reader changed = in.sub();
      while (changed.hasMore()) {
        int leaf = changed.uint32();
        Rule.UNKNOWN_FORMAT.require(leaf >= 0 && leaf < width);
        leaves[leaf] = changed.present() ? LeafNode.read(changed) : null;
      }
      SecretTree secretTree = SecretTree.restore(parts, number, width);
      return new Past(number, context, senderDataSecret, ownLeaf, leaves, secretTree);
    }
  }

  private static final byte[] NOTHING = new byte[0];

  /// The newest first.
  private final Deque<Past> epochs = new ArrayDeque<>();

  Optional<Past> find(long number) {
    return epochs.stream().filter(past -> past.number == number).findFirst();
  }

  /// The epoch is over, and these are the leaves of the next.
  void add(Epoch epoch, @Nullable LeafNode[] next, int epochsMax, Journal journal) {
    epoch.secretTree().retire(epoch.ownLeaf(), journal);
    Past past = Past.of(epoch);
    epochs.addFirst(past);
    journal.put(PART + Long.toString(past.number), past.encoded(next));
    while (epochs.size() > epochsMax) {
      Past oldest = epochs.removeLast();
      oldest.secretTree.delete(journal);
      journal.delete(PART + Long.toString(oldest.number));
    }
  }

  void write(Writer out) {
    int vector = out.begin();
    for (Past past : epochs) {
      out.uint64(past.number);
    }
    out.end(vector);
  }

  /// @param current the leaves of the current epoch
  static PastEpochs restore(Reader in, @Nullable LeafNode[] current, Map<String, Bytes> parts) {
    PastEpochs past = new PastEpochs();
    Iterator<Long> numbers = in.list(Reader::uint64).iterator();
    @Nullable LeafNode[] later = current;
    while (numbers.hasNext()) {
      long number = numbers.next();
      Bytes part = Saved.part(parts, PART + Long.toString(number));
      @Nullable LeafNode[] following = later;
      Past epoch =
          Reader.whole(part.array(), reader -> Past.read(reader, number, following, parts));
      past.epochs.addLast(epoch);
      later = epoch.leaves;
    }
    return past;
  }
}
