package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.mls.TreeKEM.LeafIndex;
import org.bouncycastle.mls.TreeKEM.TreeKEMPublicKey;
import org.bouncycastle.mls.codec.MLSInputStream;
import org.bouncycastle.mls.codec.MLSMessage;
import org.bouncycastle.mls.codec.MLSOutputStream;
import org.bouncycastle.mls.crypto.MlsCipherSuite;
import org.bouncycastle.mls.crypto.Secret;
import org.bouncycastle.mls.protocol.Group.CommitOptions;
import org.bouncycastle.mls.protocol.Group.CommitParameters;
import org.bouncycastle.mls.protocol.Group.GroupWithMessage;
import org.bouncycastle.mls.protocol.Group.LeafNodeOptions;
import org.bouncycastle.mls.protocol.Group.MessageOptions;

/// A member of a group that is run by Bouncy Castle's `bcmls`, with a key package made here.
final class BouncyMember {
  private org.bouncycastle.mls.protocol.Group group;

  private BouncyMember(org.bouncycastle.mls.protocol.Group group) {
    this.group = group;
  }

  /// A commit with what follows from it.
  record Made(Bytes message, Bytes welcome, org.bouncycastle.mls.protocol.Group next) {}

  private static AsymmetricCipherKeyPair keyPair(MlsCipherSuite suite, KeyPair pair) {
    return suite.getHPKE().deserializePrivateKey(pair.privateKey(), pair.publicKey());
  }

  private static org.bouncycastle.mls.codec.KeyPackage keyPackage(byte[] message) throws Exception {
    return ((MLSMessage) MLSInputStream.decode(message, MLSMessage.class)).keyPackage;
  }

  static BouncyMember create(OwnKeyPackage own, Bytes groupId) throws Exception {
    MlsCipherSuite suite = MlsCipherSuite.getSuite((short) own.cipherSuite().id());
    return new BouncyMember(
        new org.bouncycastle.mls.protocol.Group(
            groupId.toByteArray(),
            suite,
            keyPair(suite, own.leafKey()),
            own.identity().signaturePrivateKey().toByteArray(),
            keyPackage(own.keyPackage().encode()).getLeafNode(),
            List.of()));
  }

  static BouncyMember join(OwnKeyPackage own, byte[] welcome, byte[] tree) throws Exception {
    MlsCipherSuite suite = MlsCipherSuite.getSuite((short) own.cipherSuite().id());
    MLSMessage message = (MLSMessage) MLSInputStream.decode(welcome, MLSMessage.class);
    TreeKEMPublicKey publicTree =
        (TreeKEMPublicKey) MLSInputStream.decode(tree, TreeKEMPublicKey.class);
    return new BouncyMember(
        new org.bouncycastle.mls.protocol.Group(
            own.initKey().privateKey(),
            keyPair(suite, own.leafKey()),
            own.identity().signaturePrivateKey().toByteArray(),
            keyPackage(own.keyPackage().encode()),
            message.welcome,
            publicTree,
            Map.<Secret, byte[]>of(),
            Map.<org.bouncycastle.mls.protocol.Group.EpochRef, byte[]>of()));
  }

  Made commit(List<KeyPackage> adds, List<Integer> removes, boolean encrypted, byte[] secret)
      throws Exception {
    List<org.bouncycastle.mls.codec.Proposal> proposals = new java.util.ArrayList<>();
    for (KeyPackage add : adds) {
      proposals.add(org.bouncycastle.mls.codec.Proposal.add(keyPackage(add.encode())));
    }
    for (int leaf : removes) {
      proposals.add(org.bouncycastle.mls.codec.Proposal.remove(new LeafIndex(leaf)));
    }
    GroupWithMessage made =
        group.commit(
            new Secret(secret),
            new CommitOptions(proposals, false, false, new LeafNodeOptions()),
            new MessageOptions(encrypted, new byte[0], 0),
            new CommitParameters(org.bouncycastle.mls.protocol.Group.NORMAL_COMMIT_PARAMS));
    MLSMessage message = made.message;
    byte[] welcome = new byte[0];
    if (message.welcome != null) {
      MLSMessage apart = new MLSMessage(org.bouncycastle.mls.codec.WireFormat.mls_welcome);
      apart.welcome = message.welcome;
      welcome = MLSOutputStream.encode(apart);
      message.welcome = null;
    }
    return new Made(Bytes.of(MLSOutputStream.encode(message)), Bytes.of(welcome), made.group);
  }

  void apply(Made made) {
    group = made.next;
  }

  void process(byte[] message) throws Exception {
    org.bouncycastle.mls.protocol.Group next = group.handle(message, null);
    if (next != null) {
      group = next;
    }
  }

  byte[] send(byte[] data, byte[] authenticatedData) throws Exception {
    return MLSOutputStream.encode(group.protect(authenticatedData, data, 0));
  }

  byte[] read(byte[] message) throws Exception {
    return group.unprotect((MLSMessage) MLSInputStream.decode(message, MLSMessage.class))[1];
  }

  byte[] tree() throws Exception {
    return MLSOutputStream.encode(group.getTree());
  }

  Bytes authenticator() {
    return Bytes.of(group.getEpochAuthenticator());
  }

  int leaf() {
    return group.getIndex().value();
  }
}
