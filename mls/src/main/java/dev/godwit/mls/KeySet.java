package dev.godwit.mls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Public keys, to find those that occur twice in a tree (RFC 9420 §7.3, §12.4.2, §12.4.3.1).
///
/// A hash table with open addressing, since each commit looks at all keys of its group. Whoever
/// makes keys until they meet in one place costs the others comparisons, and nothing else.
final class KeySet {
  private static final int HASHED_BYTES = 4;

  private final byte[] @Nullable [] slots;

  /// For at most so many keys.
  KeySet(int keysMax) {
    slots = new byte[2 * Integer.highestOneBit(keysMax + 1)][];
  }

  /// Requires that no two nodes have the same encryption key, and no two members the same signature
  /// key.
  static void requireDistinctKeys(RatchetTree tree) {
    KeySet encryptionKeys = new KeySet(tree.nodeCount());
    KeySet signatureKeys = new KeySet(tree.leafCount());
    for (int node = 0; node < tree.nodeCount(); node++) {
      if (!tree.isBlank(node)) {
        Rule.ENCRYPTION_KEY_DUPLICATE.require(encryptionKeys.add(tree.encryptionKey(node)));
      }
    }
    for (LeafNode leaf : tree.leaves()) {
      if (leaf != null) {
        Rule.SIGNATURE_KEY_DUPLICATE.require(signatureKeys.add(leaf.signatureKeyBytes()));
      }
    }
  }

  /// Takes a key, which nobody may change any more; answers false when it is there already.
  boolean add(byte[] key) {
    int slot = find(key);
    if (slots[slot] != null) {
      return false;
    }
    slots[slot] = key;
    return true;
  }

  boolean contains(byte[] key) {
    return slots[find(key)] != null;
  }

  /// Where the key is, or where it would be put.
  private int find(byte[] key) {
    int slot = hash(key) & (slots.length - 1);
    while (!isFreeFor(slot, key)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean isFreeFor(int slot, byte[] key) {
    byte[] there = slots[slot];
    return there == null || Arrays.equals(there, key);
  }

  /// The last bytes, since points of P-256 all begin alike.
  private static int hash(byte[] key) {
    int hash = 0;
    for (int i = Math.max(0, key.length - HASHED_BYTES); i < key.length; i++) {
      hash = hash << 8 | (key[i] & 0xff);
    }
    return hash;
  }
}
