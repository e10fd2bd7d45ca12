package dev.godwit.mls;

import dev.godwit.mls.crypto.Hpke;
import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Makes the update path of a commit (RFC 9420 §7.5, §12.4.1): fresh keys on the committer's path,
/// and their secrets encrypted to everybody below.
final class PathMaker {
  private final SuiteCrypto crypto;
  private final RatchetTree tree;
  private final PrivateKeys privateKeys;
  private final int[] path;
  private final List<byte[]> pathSecrets = new ArrayList<>();
  private final List<byte[]> publicKeys = new ArrayList<>();
  private byte[] commitSecret = new byte[0];

  /// Works on a tree to which the proposals have been applied already, and on the keys for the new
  /// epoch; both are changed.
  PathMaker(SuiteCrypto crypto, RatchetTree tree, PrivateKeys privateKeys) {
    this.crypto = crypto;
    this.tree = tree;
    this.privateKeys = privateKeys;
    this.path = tree.filteredDirectPath(privateKeys.ownLeaf());
  }

  /// The committer's new leaf node, but for what depends on the path.
  record Leaf(LeafNode.Content content, KeyPair encryptionKey, KeyPair signer) {}

  /// Sets the fresh keys in the tree.
  ///
  /// @param context the encoded provisional group context for a tree hash
  UpdatePath make(
      Leaf leaf, Bytes groupId, Set<Integer> addedLeaves, Function<Bytes, Bytes> context) {
    derive();
    byte[] parentHash = TreeKem.setPath(crypto, tree, privateKeys.ownLeaf(), path, publicKeys);
    LeafNode leafNode = sign(leaf, parentHash, groupId);
    tree.put(privateKeys.ownLeaf(), leafNode);
    privateKeys.putLeaf(leaf.encryptionKey().privateKey());
    Bytes provisional = context.apply(tree.treeHash(crypto));
    return new UpdatePath(leafNode, encrypt(provisional, addedLeaves));
  }

  private LeafNode sign(Leaf leaf, byte[] parentHash, Bytes groupId) {
    return LeafNode.forCommit(
        crypto, leaf.signer(), leaf.content(), parentHash, groupId, privateKeys.ownLeaf());
  }

  private void derive() {
    privateKeys.forgetPath(tree, privateKeys.ownLeaf());
    byte[] secret = crypto.randomSecret();
    for (int node : path) {
      byte[] nodeSecret = TreeKem.nodeSecret(crypto, secret);
      KeyPair pair = crypto.deriveKeyPair(nodeSecret);
      Arrays.fill(nodeSecret, (byte) 0);
      pathSecrets.add(secret);
      publicKeys.add(pair.publicKey());
      privateKeys.put(node, pair.privateKey());
      secret = TreeKem.nextPathSecret(crypto, secret);
    }
    commitSecret = secret;
  }

  private List<UpdatePath.Node> encrypt(Bytes context, Set<Integer> addedLeaves) {
    List<byte[]> keys = new ArrayList<>();
    List<byte[]> secrets = new ArrayList<>();
    int[] ends = new int[path.length];
    for (int i = 0; i < path.length; i++) {
      int copath = TreeKem.copathChild(path[i], privateKeys.ownLeaf());
      for (int node : TreeKem.recipients(tree, copath, addedLeaves)) {
        keys.add(tree.encryptionKey(node));
        secrets.add(pathSecrets.get(i));
      }
      ends[i] = keys.size();
    }
    Hpke.Info info = crypto.encryptContext("UpdatePathNode", context.array());
    return nodes(crypto.encryptAll(keys, info, secrets), ends);
  }

  /// @param ends behind which of the ciphertexts those of the next node begin
  private List<UpdatePath.Node> nodes(List<HpkeCiphertext> all, int[] ends) {
    List<UpdatePath.Node> nodes = new ArrayList<>();
    for (int i = 0; i < path.length; i++) {
      HpkeCiphertexts own = HpkeCiphertexts.of(all.subList(i == 0 ? 0 : ends[i - 1], ends[i]));
      nodes.add(new UpdatePath.Node(Bytes.wrap(publicKeys.get(i)), own));
    }
    return nodes;
  }

  byte[] commitSecret() {
    return commitSecret;
  }

  /// The path secret that a new member needs: the one of the lowest node above it and the committer
  /// (§12.4.1).
  byte[] pathSecretFor(int newLeaf) {
    int ancestor = TreeMath.commonAncestor(newLeaf, privateKeys.ownLeaf());
    for (int i = 0; i < path.length; i++) {
      if (path[i] == ancestor) {
        return pathSecrets.get(i);
      }
    }
    throw new IllegalStateException("a new member is always below the path");
  }

  /// Forgets the path secrets, once the welcome is made (§7.5).
  void wipe() {
    pathSecrets.forEach(secret -> Arrays.fill(secret, (byte) 0));
  }
}
