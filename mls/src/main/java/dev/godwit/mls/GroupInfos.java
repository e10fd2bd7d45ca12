package dev.godwit.mls;

import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes group infos (RFC 9420 §12.4.3), and finds what they carry.
final class GroupInfos {
  private final SuiteCrypto crypto;
  private final Settings settings;
  private final Epoch epoch;
  private final KeyPair signer;

  GroupInfos(SuiteCrypto crypto, Settings settings, Epoch epoch, KeyPair signer) {
    this.crypto = crypto;
    this.settings = settings;
    this.epoch = epoch;
    this.signer = signer;
  }

  /// For the inside of a welcome.
  GroupInfo forWelcome() {
    return sign(new ArrayList<>());
  }

  /// For external joins, as an `MLSMessage`.
  byte[] forExternalJoins() {
    byte[] external = KeySchedule.externalKeyPair(crypto, epoch.secrets().external()).publicKey();
    List<Extension> extensions = new ArrayList<>();
    Bytes data = Bytes.wrap(new Writer().vector(external).toBytes());
    extensions.add(new Extension(Extension.EXTERNAL_PUB, data));
    return MlsMessage.encode(new MlsMessage.OfGroupInfo(sign(extensions)));
  }

  private GroupInfo sign(List<Extension> extensions) {
    if (settings.treeInWelcome()) {
      Bytes tree = Bytes.wrap(TreeCodec.encode(epoch.tree()));
      extensions.add(new Extension(Extension.RATCHET_TREE, tree));
    }
    if (settings.grease()) {
      extensions.add(new Grease(crypto.crypto()).extension());
    }
    return GroupInfo.sign(
        crypto,
        signer,
        epoch.context(),
        extensions,
        epoch.transcript().confirmationTag(),
        epoch.ownLeaf());
  }

  /// The tree given apart, or the one inside (§12.4.3.3).
  static RatchetTree tree(GroupInfo info, byte @Nullable [] apart) {
    if (apart != null) {
      return TreeCodec.decode(apart);
    }
    return Extension.find(info.extensions(), Extension.RATCHET_TREE)
        .map(extension -> TreeCodec.decode(extension.data().array()))
        .orElseThrow(Rule.TREE_MISSING::broken);
  }

  static byte[] externalPub(GroupInfo info) {
    return Extension.find(info.extensions(), Extension.EXTERNAL_PUB)
        .map(extension -> Reader.whole(extension.data().array(), Reader::vector))
        .orElseThrow(Rule.EXTERNAL_PUB_MISSING::broken);
  }

  /// Everything about a group info and its tree that a joiner must verify (§12.4.3.1).
  static void requireValid(
      MlsClient client, SuiteCrypto crypto, GroupInfo info, RatchetTree tree, long nowSeconds) {
    GroupContext context = info.context();
    LeafNode signer = tree.leaf(info.signer());
    Rule.INVALID_GROUP_INFO_SIGNATURE.require(
        signer != null && info.verify(crypto, signer.signatureKeyBytes()));
    Rule.GROUP_ALREADY_JOINED.require(
        client
            .group(context.groupId())
            .map(group -> group.status() != Group.Status.ACTIVE)
            .orElse(true));
    Rule.TREE_HASH_MISMATCH.require(tree.treeHash(crypto).equals(context.treeHash()));
    TreeRules.requireValid(crypto, tree, context.groupId());
    new LeafRules(client, crypto, context.extensions(), nowSeconds).requireTree(tree);
    tree.requireCommonCredentials();
    ProposalCheck.requireExtensions(client, context.extensions(), nowSeconds);
    requireSupported(client, context);
  }

  /// §13.4: a joiner supports all that the group uses.
  private static void requireSupported(MlsClient client, GroupContext context) {
    for (Extension extension : context.extensions()) {
      Rule.EXTENSION_UNSUPPORTED.require(
          Extension.isDefault(extension.type())
              || client.settings().support().extensions().contains(extension.type()));
    }
  }
}
