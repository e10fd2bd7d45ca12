package dev.godwit.mls;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which lists of proposals may be committed (RFC 9420 §12.2), as far as it can be said before they
/// are applied.
final class ProposalRules {
  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final RatchetTree tree;
  private final ProposalList list;

  /// @param tree the tree before the commit
  ProposalRules(MlsClient client, SuiteCrypto crypto, RatchetTree tree, ProposalList list) {
    this.client = client;
    this.crypto = crypto;
    this.tree = tree;
    this.list = list;
  }

  /// For a commit by a member.
  ///
  /// @param usage what resumption PSKs may be for: anything but `APPLICATION` only in the first
  /// commit of a group that is made from another
  void requireRegular(int committer, PreSharedKeyId.Usage usage) {
    Rule.EXTERNAL_INIT_BY_MEMBER.require(list.externalInits().isEmpty());
    Rule.EXTENSIONS_TWICE.require(list.extensions().size() <= 1);
    Rule.REINIT_NOT_ALONE.require(list.reInit().isEmpty() || list.items().size() == 1);
    list.reInit().ifPresent(ProposalRules::requireReInit);
    requireLeavesOnce(committer);
    requireClientsOnce();
    requirePsks(usage);
    requireCustomSupported();
  }

  /// §12.2: for an external commit.
  void requireExternal() {
    Rule.EXTERNAL_COMMIT_PROPOSALS.require(
        list.externalInits().size() == 1
            && list.removes().size() <= 1
            && list.externalInits().size() + list.removes().size() + list.psks().size()
                == list.items().size());
    list.removes().forEach(this::requireMember);
    requirePsks(PreSharedKeyId.Usage.APPLICATION);
  }

  /// §12.1.5.
  private static void requireReInit(Proposal.ReInit reInit) {
    Rule.REINIT_VERSION.require(reInit.version() >= Protocol.MLS10);
  }

  private void requireMember(int leaf) {
    Rule.REMOVE_OF_NOBODY.require(tree.leaf(leaf) != null);
  }

  private void requireLeavesOnce(int committer) {
    Set<Integer> changed = new HashSet<>();
    for (ProposalList.Update update : list.updates()) {
      Rule.UPDATE_BY_COMMITTER.require(update.leaf() != committer);
      Rule.LEAF_CHANGED_TWICE.require(changed.add(update.leaf()));
    }
    for (int leaf : list.removes()) {
      requireMember(leaf);
      Rule.REMOVE_OF_COMMITTER.require(leaf != committer);
      Rule.LEAF_CHANGED_TWICE.require(changed.add(leaf));
    }
  }

  /// No client is added twice, or while it is a member that is not removed.
  private void requireClientsOnce() {
    List<KeyPackage> adds = list.adds();
    if (adds.isEmpty()) {
      return;
    }
    Set<Bytes> clients = clientsThatStay();
    Set<Bytes> added = new HashSet<>();
    for (KeyPackage keyPackage : adds) {
      Bytes id = client.credentials().client(keyPackage.credential(), keyPackage.signatureKey());
      Rule.CLIENT_ADDED_TWICE.require(added.add(id));
      Rule.CLIENT_ALREADY_MEMBER.require(!clients.contains(id));
    }
  }

  /// Who joins by an external commit is no member, but for the former appearance that it removes.
  void requireNewClient(LeafNode joiner) {
    Bytes id = client.credentials().client(joiner.credential(), joiner.signatureKey());
    Rule.CLIENT_ALREADY_MEMBER.require(!clientsThatStay().contains(id));
  }

  private Set<Bytes> clientsThatStay() {
    Set<Integer> removed = new HashSet<>(list.removes());
    Set<Bytes> clients = new HashSet<>();
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
      LeafNode node = tree.leaf(leaf);
      if (node != null && !removed.contains(leaf)) {
        clients.add(client.credentials().client(node.credential(), node.signatureKey()));
      }
    }
    return clients;
  }

  private void requirePsks(PreSharedKeyId.Usage usage) {
    Set<PreSharedKeyId> ids = new HashSet<>();
    for (PreSharedKeyId id : list.psks()) {
      requirePsk(crypto, id, usage);
      Rule.PSK_TWICE.require(ids.add(id));
    }
  }

  /// §12.1.4.
  static void requirePsk(SuiteCrypto crypto, PreSharedKeyId id, PreSharedKeyId.Usage usage) {
    Rule.PSK_NONCE_LENGTH.require(id.nonce().size() == crypto.suite().hashBytes());
    if (id instanceof PreSharedKeyId.Resumption resumption) {
      Rule.PSK_USAGE_NOT_ALLOWED.require(
          resumption.usage() == PreSharedKeyId.Usage.APPLICATION || resumption.usage() == usage);
    }
  }

  /// Types that are not the RFC's are supported by all who stay, this client among them.
  private void requireCustomSupported() {
    Set<Integer> removed = new HashSet<>(list.removes());
    for (Proposal.Custom custom : list.customs()) {
      Rule.UNSUPPORTED_PROPOSAL.require(
          client.settings().support().proposals().contains(custom.type()));
      for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
        LeafNode node = tree.leaf(leaf);
        Rule.UNSUPPORTED_PROPOSAL.require(
            node == null
                || removed.contains(leaf)
                || node.lists(LeafNode.Listed.PROPOSALS, custom.type()));
      }
    }
  }
}
