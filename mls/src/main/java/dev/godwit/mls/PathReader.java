package dev.godwit.mls;

import dev.godwit.mls.crypto.Hpke;
import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Takes another member's update path into the tree (RFC 9420 §7.5, §12.4.2).
final class PathReader {
  private final SuiteCrypto crypto;
  private final RatchetTree tree;
  private final int senderLeaf;
  private final int[] path;
  private final List<UpdatePath.Node> nodes;

  /// Works on a tree to which the proposals have been applied already.
  PathReader(SuiteCrypto crypto, RatchetTree tree, int senderLeaf, UpdatePath updatePath) {
    this.crypto = crypto;
    this.tree = tree;
    this.senderLeaf = senderLeaf;
    this.path = tree.filteredDirectPath(senderLeaf);
    this.nodes = updatePath.nodes();
  }

  /// Sets the path's keys and the sender's leaf node in the tree, whose leaf rules were checked
  /// before.
  void merge(LeafNode leafNode, Set<Integer> addedLeaves) {
    Rule.PATH_LENGTH.require(nodes.size() == path.length);
    requireCiphertexts(addedLeaves);
    List<byte[]> keys = nodes.stream().map(node -> node.encryptionKey().array()).toList();
    for (byte[] key : keys) {
      Rule.INVALID_PUBLIC_KEY.require(crypto.isPublicKey(key));
    }
    requireFreshKeys(leafNode, keys);
    byte[] parentHash = TreeKem.setPath(crypto, tree, senderLeaf, path, keys);
    Rule.PARENT_HASH_INVALID.require(Arrays.equals(parentHash, leafNode.parentHash()));
    tree.put(senderLeaf, leafNode);
  }

  private void requireFreshKeys(LeafNode leafNode, List<byte[]> keys) {
    List<byte[]> all = new ArrayList<>(keys);
    all.add(leafNode.encryptionKeyBytes());
    TreeKem.requireFreshKeys(tree, all);
  }

  /// §7.6: one ciphertext for each node of the resolution.
  private void requireCiphertexts(Set<Integer> addedLeaves) {
    for (int i = 0; i < path.length; i++) {
      int expected = recipients(i, addedLeaves).length;
      Rule.PATH_CIPHERTEXTS.require(nodes.get(i).encryptedPathSecrets().size() == expected);
    }
  }

  private int[] recipients(int i, Set<Integer> addedLeaves) {
    return TreeKem.recipients(tree, TreeKem.copathChild(path[i], senderLeaf), addedLeaves);
  }

  /// Decrypts the path secret that is for this member, takes over the private keys that follow from
  /// it, and returns the commit secret.
  byte[] open(PrivateKeys privateKeys, Set<Integer> addedLeaves, Bytes provisionalContext) {
    int ancestor = TreeMath.commonAncestor(senderLeaf, privateKeys.ownLeaf());
    int at = 0;
    while (path[at] != ancestor) {
      at++;
    }
    byte[] secret = decrypt(at, privateKeys, addedLeaves, provisionalContext);
    privateKeys.forgetPath(tree, senderLeaf);
    return takeOver(at, secret, privateKeys);
  }

  private byte[] decrypt(int at, PrivateKeys privateKeys, Set<Integer> addedLeaves, Bytes context) {
    Hpke.Info info = crypto.encryptContext("UpdatePathNode", context.array());
    int[] recipients = recipients(at, addedLeaves);
    for (int i = 0; i < recipients.length; i++) {
      if (privateKeys.has(recipients[i])) {
        HpkeCiphertext sealed = nodes.get(at).encryptedPathSecrets().get(i);
        KeyPair pair = privateKeys.pair(tree, recipients[i]).orElseThrow();
        return crypto.decrypt(pair, info, sealed).orElseThrow(Rule.PATH_DECRYPTION_FAILED::broken);
      }
    }
    throw Rule.PATH_DECRYPTION_FAILED.broken();
  }

  private byte[] takeOver(int from, byte[] pathSecret, PrivateKeys privateKeys) {
    byte[] secret = pathSecret;
    for (int i = from; i < path.length; i++) {
      takeOver(crypto, tree, path[i], secret, privateKeys);
      byte[] next = TreeKem.nextPathSecret(crypto, secret);
      Arrays.fill(secret, (byte) 0);
      secret = next;
    }
    return secret;
  }

  /// Derives a node's key pair from its path secret; the public key has to be the one in the tree.
  static void takeOver(
      SuiteCrypto crypto, RatchetTree tree, int node, byte[] pathSecret, PrivateKeys keys) {
    byte[] nodeSecret = TreeKem.nodeSecret(crypto, pathSecret);
    KeyPair pair = crypto.deriveKeyPair(nodeSecret);
    Arrays.fill(nodeSecret, (byte) 0);
    Rule.PATH_KEY_MISMATCH.require(Arrays.equals(pair.publicKey(), tree.encryptionKey(node)));
    keys.put(node, pair.privateKey());
  }
}
