package dev.godwit.mls;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes messages of a group apart, and checks who sent them (RFC 9420 §6, §12.1, §15).
final class Receiver {
  private final GroupState state;
  private final SuiteCrypto crypto;
  private final Epoch epoch;
  private final long nowSeconds;

  Receiver(GroupState state, long nowSeconds) {
    this.state = state;
    this.crypto = state.crypto();
    this.epoch = state.epoch();
    this.nowSeconds = nowSeconds;
  }

  Received process(byte[] message) {
    return switch (MlsMessage.decode(message)) {
      case MlsMessage.OfPublicMessage(var inner) -> publicMessage(inner);
      case MlsMessage.OfPrivateMessage(var inner) -> privateMessage(inner);
      case MlsMessage.OfWelcome _, MlsMessage.OfGroupInfo _, MlsMessage.OfKeyPackage _ ->
          throw Rule.UNEXPECTED_MESSAGE.broken();
    };
  }

  /// Whether a message is this client's own, of this epoch, and under a key that this state has not
  /// used yet (§6.3.1). Nothing is taken of it.
  boolean isOfLaterState(byte[] message) {
    return MlsMessage.decode(message) instanceof MlsMessage.OfPrivateMessage(var inner)
        && inner.groupId().equals(epoch.groupId())
        && inner.epoch() == epoch.number()
        && isOfLaterState(inner);
  }

  private boolean isOfLaterState(PrivateMessage message) {
    byte[] secret = epoch.secrets().senderData();
    PrivateFraming.SenderData sender = new PrivateFraming(crypto, secret).openSenderData(message);
    return sender.leaf() == epoch.ownLeaf()
        && isUnused(sender, SecretTree.Kind.ofContent(message.contentType()));
  }

  private boolean isUnused(PrivateFraming.SenderData sender, SecretTree.Kind kind) {
    int next = epoch.secretTree().nextGeneration(kind, sender.leaf());
    return Integer.compareUnsigned(sender.generation(), next) >= 0;
  }

  private Received publicMessage(PublicMessage message) {
    FramedContent content = message.authenticated().content();
    // §6: application data is always encrypted
    Rule.APPLICATION_NOT_PRIVATE.require(content.content().type() != Protocol.APPLICATION);
    requireCurrent(content.groupId(), content.epoch());
    state.requireActive();
    AuthenticatedContent opened =
        message.unprotect(crypto, epoch.secrets().membership(), epoch.encodedContext());
    Rule.INVALID_SIGNATURE.require(
        opened.verify(crypto, signatureKey(opened.content()), epoch.encodedContext()));
    requireNotOwn(opened);
    return handshake(opened, null);
  }

  private void requireCurrent(Bytes groupId, long number) {
    Rule.WRONG_GROUP.require(groupId.equals(epoch.groupId()));
    Rule.WRONG_EPOCH.require(number == epoch.number());
  }

  /// §6.1: the key that must have signed, by the type of the sender.
  private byte[] signatureKey(FramedContent content) {
    return switch (content.sender()) {
      case Sender.Member(var leaf) -> epoch.tree().member(leaf).signatureKeyBytes();
      case Sender.External(var index) -> externalSender(content, index);
      case Sender.NewMemberProposal _ -> newMember(content);
      case Sender.NewMemberCommit _ -> newCommitter(content);
    };
  }

  private byte[] externalSender(FramedContent content, int index) {
    Rule.SENDER_NOT_ALLOWED.require(content.content().type() == Protocol.PROPOSAL);
    var senders = ExternalSender.of(epoch.extensions());
    Rule.EXTERNAL_SENDER_UNKNOWN.require(index >= 0 && index < senders.size());
    return senders.get(index).signatureKey().array();
  }

  private static byte[] newMember(FramedContent content) {
    if (content.content() instanceof FramedContent.Content.OfProposal(var proposal)
        && proposal instanceof Proposal.Add(var keyPackage)) {
      return keyPackage.leafNode().signatureKeyBytes();
    }
    throw Rule.SENDER_NOT_ALLOWED.broken();
  }

  private static byte[] newCommitter(FramedContent content) {
    if (content.content() instanceof FramedContent.Content.OfCommit(var commit)) {
      UpdatePath path = commit.path().orElseThrow(Rule.PATH_MISSING::broken);
      return path.leafNode().signatureKeyBytes();
    }
    throw Rule.SENDER_NOT_ALLOWED.broken();
  }

  /// This client's own messages are not read. A proposal that it does not know shows that it has
  /// forgotten something.
  private void requireNotOwn(AuthenticatedContent opened) {
    if (opened.content().sender() instanceof Sender.Member(var leaf) && leaf == epoch.ownLeaf()) {
      boolean known =
          opened.content().content().type() != Protocol.PROPOSAL
              || state.proposals().has(crypto.proposalRef(opened.encoded()));
      throw (known ? Rule.OWN_MESSAGE : Rule.STATE_ROLLED_BACK).broken();
    }
  }

  private Received privateMessage(PrivateMessage message) {
    Rule.WRONG_GROUP.require(message.groupId().equals(epoch.groupId()));
    if (message.contentType() != Protocol.APPLICATION) {
      requireCurrent(message.groupId(), message.epoch());
      state.requireActive();
    }
    PastEpochs.Past source =
        message.epoch() == epoch.number()
            ? PastEpochs.Past.of(epoch)
            : state.past().find(message.epoch()).orElseThrow(Rule.EPOCH_NOT_KEPT::broken);
    return open(message, source);
  }

  private Received open(PrivateMessage message, PastEpochs.Past source) {
    PrivateFraming framing = new PrivateFraming(crypto, source.senderDataSecret());
    PrivateFraming.SenderData sender = framing.openSenderData(message);
    // §6.3.2: the sender is a member of that epoch
    LeafNode member = source.member(sender.leaf());
    SecretTree.Kind kind = SecretTree.Kind.ofContent(message.contentType());
    requireNotOwn(source, sender, kind);
    SecretTree.Use use =
        source
            .secretTree()
            .at(crypto, kind, sender.leaf(), sender.generation(), state.settings().retention());
    AuthenticatedContent opened = framing.open(message, sender, use.key());
    Rule.INVALID_SIGNATURE.require(
        opened.verify(crypto, member.signatureKeyBytes(), source.encodedContext()));
    return opened(opened, member, use);
  }

  /// An own message of this epoch with a generation that this client has not used yet was sent by a
  /// later state of it (§6.3.1). Of past epochs it is no longer known what was used.
  private void requireNotOwn(
      PastEpochs.Past source, PrivateFraming.SenderData sender, SecretTree.Kind kind) {
    if (sender.leaf() != source.ownLeaf()) {
      return;
    }
    boolean known = source.number() != epoch.number() || !isUnused(sender, kind);
    throw (known ? Rule.OWN_MESSAGE : Rule.STATE_ROLLED_BACK).broken();
  }

  private Received opened(AuthenticatedContent opened, LeafNode member, SecretTree.Use use) {
    FramedContent content = opened.content();
    if (!(content.content() instanceof FramedContent.Content.Application(var data))) {
      return handshake(opened, use);
    }
    use.consume(state.journal());
    int leaf = content.sender() instanceof Sender.Member(var index) ? index : -1;
    return new Received.Application(
        Member.of(leaf, member),
        content.epoch(),
        use.key().generation(),
        content.authenticatedData(),
        data);
  }

  private Received handshake(AuthenticatedContent opened, SecretTree.@Nullable Use use) {
    return switch (opened.content().content()) {
      case FramedContent.Content.OfProposal(var proposal) -> proposal(opened, proposal, use);
      case FramedContent.Content.OfCommit(var commit) ->
          new CommitReader(state, nowSeconds).read(opened, commit, Optional.ofNullable(use));
      case FramedContent.Content.Application _ -> throw Rule.APPLICATION_NOT_PRIVATE.broken();
    };
  }

  private Received proposal(
      AuthenticatedContent opened, Proposal proposal, SecretTree.@Nullable Use use) {
    state.proposals().requireRoom();
    Sender sender = opened.content().sender();
    new ProposalCheck(state.client(), crypto, epoch, epoch.extensions(), nowSeconds)
        .requireValid(proposal, sender, PreSharedKeyId.Usage.APPLICATION, false);
    Bytes reference = crypto.proposalRef(opened.encoded());
    var kept = new KeptProposals.Kept(sender, proposal, null);
    if (use != null) {
      use.consume(state.journal());
    }
    state.proposals().keep(reference, kept, state.journal());
    return new Received.ProposalKept(
        KeptProposals.described(reference, kept), opened.content().authenticatedData());
  }
}
