package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One member's private side of the tree: the private keys of its leaf and of those nodes above
/// that it knows (RFC 9420 §4.2).
final class PrivateKeys {
  private final int ownLeaf;
  private final Map<Integer, byte[]> keys = new TreeMap<>();

  PrivateKeys(int ownLeaf) {
    this.ownLeaf = ownLeaf;
  }

  static PrivateKeys of(int ownLeaf, byte[] leafPrivateKey) {
    PrivateKeys keys = new PrivateKeys(ownLeaf);
    keys.put(TreeMath.nodeOfLeaf(ownLeaf), leafPrivateKey);
    return keys;
  }

  PrivateKeys copy() {
    PrivateKeys copy = new PrivateKeys(ownLeaf);
    keys.forEach((node, key) -> copy.keys.put(node, key.clone()));
    return copy;
  }

  int ownLeaf() {
    return ownLeaf;
  }

  void put(int node, byte[] privateKey) {
    keys.put(node, privateKey);
  }

  void putLeaf(byte[] privateKey) {
    put(TreeMath.nodeOfLeaf(ownLeaf), privateKey);
  }

  boolean has(int node) {
    return keys.containsKey(node);
  }

  /// The key pair of a node, if its private key is known.
  Optional<KeyPair> pair(RatchetTree tree, int node) {
    return Optional.ofNullable(keys.get(node))
        .map(key -> new KeyPair(tree.encryptionKey(node), key));
  }

  /// Forgets the keys of nodes that are blank or no longer there.
  void prune(RatchetTree tree) {
    keys.keySet().removeIf(node -> node >= tree.nodeCount() || tree.isBlank(node));
  }

  /// Forgets the keys of the nodes above a leaf, before they get new ones.
  void forgetPath(RatchetTree tree, int leaf) {
    for (int node = TreeMath.nodeOfLeaf(leaf); node != tree.root(); ) {
      node = TreeMath.parent(node);
      keys.remove(node);
    }
  }

  void wipe() {
    keys.values().forEach(key -> Arrays.fill(key, (byte) 0));
    keys.clear();
  }

  void write(Writer out) {
    out.uint32(ownLeaf);
    int vector = out.begin();
    keys.forEach((node, key) -> out.uint32(node).vector(key));
    out.end(vector);
  }

  static PrivateKeys read(Reader in) {
    PrivateKeys keys = new PrivateKeys(in.uint32());
    Reader entries = in.sub();
    while (entries.hasMore()) {
      keys.put(entries.uint32(), entries.vector());
    }
    return keys;
  }
}
