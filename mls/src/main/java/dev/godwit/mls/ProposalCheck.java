package dev.godwit.mls;

import java.util.List;

/// Whether a proposal is valid by itself (RFC 9420 §12.1).
final class ProposalCheck {
  private final MlsClient client;
  private final SuiteCrypto crypto;
  private final Epoch epoch;
  private final LeafRules rules;
  private final long nowSeconds;

  /// @param extensions the extensions of the group as they will be (§12.3)
  ProposalCheck(
      MlsClient client,
      SuiteCrypto crypto,
      Epoch epoch,
      List<Extension> extensions,
      long nowSeconds) {
    this.client = client;
    this.crypto = crypto;
    this.epoch = epoch;
    this.rules = new LeafRules(client, crypto, extensions, nowSeconds);
    this.nowSeconds = nowSeconds;
  }

  /// Requires that a proposal of this sender is valid.
  ///
  /// @param usage what resumption PSKs may be for
  /// @param own whether this client is about to send it
  void requireValid(Proposal proposal, Sender sender, PreSharedKeyId.Usage usage, boolean own) {
    requireAllowed(proposal, sender);
    switch (proposal) {
      case Proposal.Add(var keyPackage) ->
          rules.requireKeyPackage(keyPackage, own || rules.checksAdded());
      case Proposal.Update(var leafNode) -> requireUpdate(leafNode, sender);
      case Proposal.Remove(var leaf) ->
          Rule.REMOVE_OF_NOBODY.require(epoch.tree().leaf(leaf) != null);
      case Proposal.PreSharedKey(var psk) -> ProposalRules.requirePsk(crypto, psk, usage);
      case Proposal.ReInit reInit ->
          Rule.REINIT_VERSION.require(reInit.version() >= Protocol.MLS10);
      case Proposal.ExternalInit _ ->
          Rule.EXTERNAL_INIT_BY_MEMBER.require(sender instanceof Sender.NewMemberCommit);
      case Proposal.GroupContextExtensions(var extensions) ->
          requireExtensions(client, extensions, nowSeconds);
      case Proposal.Custom custom ->
          Rule.UNSUPPORTED_PROPOSAL.require(
              client.settings().support().proposals().contains(custom.type()));
    }
  }

  /// §12.1.8: what somebody outside the group may propose.
  private static void requireAllowed(Proposal proposal, Sender sender) {
    boolean allowed =
        switch (sender) {
          case Sender.Member _, Sender.NewMemberCommit _ -> true;
          case Sender.NewMemberProposal _ -> proposal instanceof Proposal.Add;
          case Sender.External _ ->
              switch (proposal) {
                case Proposal.Add _,
                    Proposal.Remove _,
                    Proposal.PreSharedKey _,
                    Proposal.ReInit _,
                    Proposal.GroupContextExtensions _ ->
                    true;
                case Proposal.Update _, Proposal.ExternalInit _, Proposal.Custom _ -> false;
              };
        };
    Rule.SENDER_NOT_ALLOWED.require(allowed);
  }

  /// §12.1.2, §7.3.
  private void requireUpdate(LeafNode leafNode, Sender sender) {
    if (!(sender instanceof Sender.Member(var leaf))) {
      throw Rule.SENDER_NOT_ALLOWED.broken();
    }
    LeafNode before = epoch.tree().member(leaf);
    LeafRules.requireSource(leafNode, LeafNode.Source.UPDATE);
    rules.requireFits(leafNode);
    LeafRules.requireNewKey(before, leafNode);
    Rule.INVALID_LEAF_SIGNATURE.require(leafNode.verify(crypto, epoch.groupId(), leaf));
    rules.requireSuccessor(before, leafNode);
  }

  /// Extensions of a group context: known ones are well-formed, and the external senders are who
  /// they say (§5.3.1).
  static void requireExtensions(MlsClient client, List<Extension> extensions, long nowSeconds) {
    Extension.requireDistinct(extensions);
    RequiredCapabilities.of(extensions);
    for (ExternalSender sender : ExternalSender.of(extensions)) {
      Rule.CREDENTIAL_REFUSED.require(
          client.credentials().isValid(sender.credential(), sender.signatureKey(), nowSeconds));
    }
  }
}
