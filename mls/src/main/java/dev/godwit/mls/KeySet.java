package dev.godwit.mls;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Public keys in use, to find those that occur twice in a tree (RFC 9420 §7.3, §12.4.2,
/// §12.4.3.1). Takes a key as often as it comes, and knows how many of them repeat another.
///
/// A hash table with open addressing: each epoch has a copy, in which only a commit's own keys are
/// exchanged. Whoever makes keys until they meet in one place costs the others comparisons, and
/// nothing else.
final class KeySet {
  private static final int HASHED_BYTES = 4;

  /// A power of two; at least half of it is free.
  private byte[] @Nullable [] slots;

  private int size;
  private int repeated;

  KeySet() {
    slots = new byte[8][];
  }

  private KeySet(KeySet from) {
    slots = from.slots.clone();
    size = from.size;
    repeated = from.repeated;
  }

  KeySet copy() {
    return new KeySet(this);
  }

  /// Whether no key is here twice.
  boolean isDistinct() {
    return repeated == 0;
  }

  boolean contains(byte[] key) {
    return slots[find(key)] != null;
  }

  /// Takes a key, which nobody may change any more.
  void add(byte[] key) {
    if (contains(key)) {
      repeated++;
    }
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    put(key);
    size++;
  }

  /// Drops a key once, which must be here.
  void remove(byte[] key) {
    close(find(key));
    size--;
    if (contains(key)) {
      repeated--;
    }
  }

  private void grow() {
    byte[] @Nullable [] before = slots;
    slots = new byte[2 * before.length][];
    for (byte[] key : before) {
      if (key != null) {
        put(key);
      }
    }
  }

  private void put(byte[] key) {
    int slot = home(key);
    while (slots[slot] != null) {
      slot = next(slot);
    }
    slots[slot] = key;
  }

  /// Where the key is first, or a free slot.
  private int find(byte[] key) {
    int slot = home(key);
    while (slots[slot] != null && !Arrays.equals(slots[slot], key)) {
      slot = next(slot);
    }
    return slot;
  }

  /// Empties a slot, and moves up those behind it that would no longer be found.
  private void close(int slot) {
    int gap = slot;
    for (int at = next(slot); ; at = next(at)) {
      byte[] key = slots[at];
      if (key == null) {
        break;
      }
      if (distance(home(key), at) >= distance(gap, at)) {
        slots[gap] = key;
        gap = at;
      }
    }
    slots[gap] = null;
  }

  private int distance(int from, int to) {
    return (to - from) & (slots.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (slots.length - 1);
  }

  /// Where a key belongs, by some of its last bytes, since points of P-256 all begin alike; not by
  /// the very last, of which X25519 leaves a bit out.
  private int home(byte[] key) {
    int last = Math.max(0, key.length - 1);
    int hash = 0;
    for (int i = Math.max(0, last - HASHED_BYTES); i < last; i++) {
      hash = hash << 8 | (key[i] & 0xff);
    }
    return hash & (slots.length - 1);
  }
}
