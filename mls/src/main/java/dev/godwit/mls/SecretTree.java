package dev.godwit.mls;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The secret tree of an epoch (RFC 9420 §9), expanded only as far as its senders need. A secret is
/// deleted as soon as something was derived from it that was used (§9.2).
final class SecretTree {
  /// Which of a sender's two ratchets.
  enum Kind {
    HANDSHAKE("handshake", 'h'),
    APPLICATION("application", 'a');

    private final String label;
    private final char saved;

    Kind(String label, char saved) {
      this.label = label;
      this.saved = saved;
    }

    static Kind ofContent(int contentType) {
      return contentType == Protocol.APPLICATION ? APPLICATION : HANDSHAKE;
    }
  }

  private static final char NODE = 't';
  private static final byte[] LEFT = {'l', 'e', 'f', 't'};
  private static final byte[] RIGHT = {'r', 'i', 'g', 'h', 't'};
  private static final byte[] NOTHING = new byte[0];

  /// What stands behind the part in the keys of saved state.
  private final String epochKey;

  /// Secrets of nodes from which nothing was derived yet.
  private final byte[] @Nullable [] nodes;

  private final @Nullable Ratchet[] handshake;
  private final @Nullable Ratchet[] application;

  private SecretTree(long epoch, int leafCount) {
    epochKey = epoch + "/";
    nodes = new byte[TreeMath.nodes(leafCount)][];
    handshake = new Ratchet[leafCount];
    application = new Ratchet[leafCount];
  }

  static SecretTree from(byte[] encryptionSecret, long epoch, int leafCount) {
    SecretTree tree = new SecretTree(epoch, leafCount);
    tree.nodes[TreeMath.root(leafCount)] = encryptionSecret;
    return tree;
  }

  private @Nullable Ratchet[] ratchets(Kind kind) {
    return kind == Kind.HANDSHAKE ? handshake : application;
  }

  /// What reading or writing one message changes, not yet done.
  final class Use {
    private final int leaf;
    private final Kind kind;
    private final Ratchet.Step step;
    private final @Nullable Expansion expansion;

    private Use(int leaf, Kind kind, Ratchet.Step step, @Nullable Expansion expansion) {
      this.leaf = leaf;
      this.kind = kind;
      this.step = step;
      this.expansion = expansion;
    }

    MessageKey key() {
      return step.key();
    }

    /// Deletes the key and what it came from.
    void consume(Journal journal) {
      if (expansion != null) {
        expansion.install(journal);
      }
      ratchets(kind)[leaf] = step.after();
      journal.put(partKey(kind.saved, leaf), step.after().encoded());
    }
  }

  /// The key for the next message of a sender.
  Use next(SuiteCrypto crypto, Kind kind, int leaf) {
    Ratchet known = ratchets(kind)[leaf];
    if (known != null) {
      return new Use(leaf, kind, known.step(crypto), null);
    }
    Expansion expansion = expand(crypto, leaf);
    return new Use(leaf, kind, expansion.ratchet(kind).step(crypto), expansion);
  }

  /// The key of one generation of a sender.
  Use at(SuiteCrypto crypto, Kind kind, int leaf, int generation, Settings.Retention limits) {
    Ratchet known = ratchets(kind)[leaf];
    if (known != null) {
      return new Use(leaf, kind, known.step(crypto, generation, limits), null);
    }
    Expansion expansion = expand(crypto, leaf);
    Ratchet.Step step = expansion.ratchet(kind).step(crypto, generation, limits);
    return new Use(leaf, kind, step, expansion);
  }

  /// The first generation that the sender has not used, as far as is known here.
  int nextGeneration(Kind kind, int leaf) {
    Ratchet known = leaf < handshake.length ? ratchets(kind)[leaf] : null;
    return known == null ? 0 : known.next();
  }

  /// The way from a kept node secret down to a leaf, with the siblings that stay.
  private final class Expansion {
    private final int leaf;
    private final int from;
    private final byte[][] siblings;
    private final Ratchet handshakeRatchet;
    private final Ratchet applicationRatchet;

    private Expansion(SuiteCrypto crypto, int leaf, int from, byte[] start) {
      this.leaf = leaf;
      this.from = from;
      this.siblings = new byte[TreeMath.level(from)][];
      byte[] secret = start;
      for (int node = from; !TreeMath.isLeaf(node); node = TreeMath.childTowards(node, leaf)) {
        byte[] left = derive(crypto, secret, "tree", LEFT);
        byte[] right = derive(crypto, secret, "tree", RIGHT);
        boolean goLeft = TreeMath.childTowards(node, leaf) < node;
        siblings[TreeMath.level(node) - 1] = goLeft ? right : left;
        secret = goLeft ? left : right;
      }
      handshakeRatchet = Ratchet.from(derive(crypto, secret, Kind.HANDSHAKE.label, NOTHING));
      applicationRatchet = Ratchet.from(derive(crypto, secret, Kind.APPLICATION.label, NOTHING));
    }

    private static byte[] derive(SuiteCrypto crypto, byte[] secret, String label, byte[] context) {
      return crypto.expandWithLabel(secret, label, context, crypto.suite().hashBytes());
    }

    private Ratchet ratchet(Kind kind) {
      return kind == Kind.HANDSHAKE ? handshakeRatchet : applicationRatchet;
    }

    private void install(Journal journal) {
      byte[] consumed = nodes[from];
      nodes[from] = null;
      if (consumed != null) {
        Arrays.fill(consumed, (byte) 0);
      }
      journal.delete(partKey(NODE, from));
      for (int node = from; !TreeMath.isLeaf(node); node = TreeMath.childTowards(node, leaf)) {
        int sibling = TreeMath.sibling(TreeMath.childTowards(node, leaf));
        nodes[sibling] = siblings[TreeMath.level(sibling)];
        journal.put(partKey(NODE, sibling), siblings[TreeMath.level(sibling)].clone());
      }
      install(journal, Kind.HANDSHAKE, handshakeRatchet);
      install(journal, Kind.APPLICATION, applicationRatchet);
    }

    private void install(Journal journal, Kind kind, Ratchet ratchet) {
      ratchets(kind)[leaf] = ratchet;
      journal.put(partKey(kind.saved, leaf), ratchet.encoded());
    }
  }

  private Expansion expand(SuiteCrypto crypto, int leaf) {
    Rule.UNKNOWN_SENDER.require(leaf >= 0 && leaf < handshake.length);
    int root = TreeMath.root(handshake.length);
    for (int node = TreeMath.nodeOfLeaf(leaf); ; node = TreeMath.parent(node)) {
      byte[] secret = nodes[node];
      if (secret != null) {
        return new Expansion(crypto, leaf, node, secret);
      }
      Rule.KEY_CONSUMED.require(node != root);
    }
  }

  /// The key of saved state: the part, the epoch and the index.
  private String partKey(char part, int index) {
    return part + epochKey + index;
  }

  /// The encryption secret, of which nothing was used yet: a pending epoch's.
  byte[] encryptionSecret() {
    byte[] secret = nodes[TreeMath.root(handshake.length)];
    if (secret == null) {
      throw Rule.KEY_CONSUMED.broken();
    }
    return secret;
  }

  int leafCount() {
    return handshake.length;
  }

  /// The end of the epoch: from now on only application data of others is read with it.
  void retire(int ownLeaf, Journal journal) {
    drop(Kind.APPLICATION, ownLeaf, journal);
    for (int leaf = 0; leaf < handshake.length; leaf++) {
      drop(Kind.HANDSHAKE, leaf, journal);
    }
  }

  private void drop(Kind kind, int leaf, Journal journal) {
    if (ratchets(kind)[leaf] != null) {
      ratchets(kind)[leaf] = null;
      journal.delete(partKey(kind.saved, leaf));
    }
  }

  /// Stores everything, when the epoch begins.
  void save(Journal journal) {
    each(journal::put);
  }

  /// Deletes everything, when the epoch is no longer kept.
  void delete(Journal journal) {
    each((key, value) -> journal.delete(key));
    for (byte[] secret : nodes) {
      if (secret != null) {
        Arrays.fill(secret, (byte) 0);
      }
    }
  }

  private void each(BiConsumer<String, byte[]> action) {
    for (int node = 0; node < nodes.length; node++) {
      byte[] secret = nodes[node];
      if (secret != null) {
        action.accept(partKey(NODE, node), secret.clone());
      }
    }
    for (Kind kind : Kind.values()) {
      eachRatchet(kind, action);
    }
  }

  private void eachRatchet(Kind kind, BiConsumer<String, byte[]> action) {
    for (int leaf = 0; leaf < handshake.length; leaf++) {
      Ratchet ratchet = ratchets(kind)[leaf];
      if (ratchet != null) {
        action.accept(partKey(kind.saved, leaf), ratchet.encoded());
      }
    }
  }

  /// The tree of an epoch from the saved parts of its group.
  static SecretTree restore(Map<String, Bytes> parts, long epoch, int leafCount) {
    SecretTree tree = new SecretTree(epoch, leafCount);
    parts.forEach(tree::restore);
    return tree;
  }

  private void restore(String key, Bytes value) {
    if (key.startsWith(NODE + epochKey)) {
      nodes[index(key, nodes.length)] = value.toByteArray();
    }
    for (Kind kind : Kind.values()) {
      if (key.startsWith(kind.saved + epochKey)) {
        Ratchet ratchet = Reader.whole(value.array(), Ratchet::read);
        ratchets(kind)[index(key, handshake.length)] = ratchet;
      }
    }
  }

  private static int index(String key, int limit) {
    int index = Saved.number(key.substring(key.indexOf('/') + 1));
    Rule.UNKNOWN_FORMAT.require(index < limit);
    return index;
  }
}
