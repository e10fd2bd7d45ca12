package dev.godwit.mls;

/// The contents of a parent node that is not blank (RFC 9420 §7.1). Immutable; the arrays are not
/// to be changed.
final class ParentNode {
  private static final int[] NOBODY = {};

  private final byte[] encryptionKey;
  private final byte[] parentHash;
  private final int[] unmergedLeaves;

  private ParentNode(byte[] encryptionKey, byte[] parentHash, int[] unmergedLeaves) {
    this.encryptionKey = encryptionKey;
    this.parentHash = parentHash;
    this.unmergedLeaves = unmergedLeaves;
  }

  /// A node just set by an update path.
  static ParentNode fresh(byte[] encryptionKey, byte[] parentHash) {
    return new ParentNode(encryptionKey, parentHash, NOBODY);
  }

  static ParentNode read(Reader in) {
    return new ParentNode(in.vector(), in.vector(), in.uint32s());
  }

  void write(Writer out) {
    write(out, unmergedLeaves);
  }

  void write(Writer out, int[] unmerged) {
    out.vector(encryptionKey).vector(parentHash).uint32s(unmerged);
  }

  byte[] encryptionKey() {
    return encryptionKey;
  }

  byte[] parentHash() {
    return parentHash;
  }

  /// Leaves below that do not know the private key, in increasing order.
  int[] unmergedLeaves() {
    return unmergedLeaves;
  }

  /// With one more leaf unmerged, at its place in the order.
  ParentNode withUnmerged(int leaf) {
    int[] longer = new int[unmergedLeaves.length + 1];
    int at = 0;
    while (at < unmergedLeaves.length && unmergedLeaves[at] < leaf) {
      longer[at] = unmergedLeaves[at];
      at++;
    }
    longer[at] = leaf;
    System.arraycopy(unmergedLeaves, at, longer, at + 1, unmergedLeaves.length - at);
    return new ParentNode(encryptionKey, parentHash, longer);
  }
}
