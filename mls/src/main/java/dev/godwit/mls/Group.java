package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.KeyPair;
import java.util.List;
import java.util.Optional;

/// A client's state of one group (RFC 9420). Owned by one caller at a time.
///
/// Every method either does all of what it says or throws [MlsException] and changes nothing. What
/// has changed must be stored ([#unsaved]) before its effect leaves the device: before a message is
/// sent, before received data is shown.
public final class Group {
  /// What can still be done with the group.
  public enum Status {
    ACTIVE,
    /// This client was removed: only late messages of kept epochs can still be read.
    REMOVED,
    /// A reinit was committed: a new group takes its place (§11.2).
    REINITIALIZED
  }

  private final GroupState state;

  Group(GroupState state) {
    this.state = state;
  }

  GroupState state() {
    return state;
  }

  private Epoch current() {
    return state.epoch();
  }

  public Bytes groupId() {
    return current().groupId();
  }

  public CipherSuite cipherSuite() {
    return state.crypto().suite();
  }

  public long epoch() {
    return current().number();
  }

  public Status status() {
    return state.status();
  }

  /// This client's own leaf in the current epoch.
  public int ownLeaf() {
    return current().ownLeaf();
  }

  /// This client's identity in the current epoch.
  public Identity identity() {
    return state.identity();
  }

  /// All members by increasing leaf.
  public List<Member> members() {
    return Members.of(current().tree());
  }

  public Optional<Member> member(int leaf) {
    return leafNode(leaf).map(node -> Member.of(leaf, node));
  }

  /// The leaf node of a member.
  public Optional<LeafNode> leafNode(int leaf) {
    return Optional.ofNullable(current().tree().leaf(leaf));
  }

  /// The extensions of the group context.
  public List<Extension> extensions() {
    return current().extensions();
  }

  /// What members compare to see that they are in the same epoch of the same group (§8.7).
  public Bytes epochAuthenticator() {
    return Bytes.of(current().secrets().authenticator());
  }

  /// `MLS-Exporter` (§8.5).
  public Bytes export(String label, Bytes context, int length) {
    byte[] secret = current().secrets().exporter();
    return Bytes.wrap(KeySchedule.export(state.crypto(), secret, label, context.array(), length));
  }

  /// The resumption PSK of a kept epoch (§8.6).
  public Optional<Bytes> resumptionPsk(long epoch) {
    return state.resumption().find(epoch);
  }

  /// The parameters of the group that is to take this one's place, once a reinit was committed.
  public Optional<Proposal.ReInit> reInit() {
    return state.reInit();
  }

  /// Encrypts application data (§15). The authenticated data travels in the clear.
  public byte[] send(byte[] data, byte[] authenticatedData) {
    state.requireActive();
    // §12.4: whoever has seen a proposal commits before sending
    Rule.COMMIT_BEFORE_DATA.require(state.proposals().isEmpty());
    Framing framing = new Framing(state);
    FramedContent.Content content = new FramedContent.Content.Application(Bytes.of(data));
    return framing.protect(
        framing.sign(content, Bytes.of(authenticatedData), Protocol.PRIVATE_MESSAGE));
  }

  /// Takes a message of this group, public or private, of the current epoch or, for application
  /// data, of one that is kept.
  ///
  /// @param nowSeconds when it was accepted by the delivery service, as far as is known
  public Received process(byte[] message, long nowSeconds) {
    return new Receiver(state, nowSeconds).process(message);
  }

  /// Whether a message was sent by a later state of this client than this one: it is under a key of
  /// the current epoch that this state would use again. Nothing is taken of the message.
  public boolean isOfLaterState(byte[] message) {
    return new Receiver(state, 0).isOfLaterState(message);
  }

  /// Makes a proposal and keeps it too. For an update see [#proposeUpdate].
  public byte[] propose(Proposal proposal, Bytes authenticatedData, long nowSeconds) {
    state.requireActive();
    Sender self = new Sender.Member(ownLeaf());
    new ProposalCheck(state.client(), state.crypto(), current(), extensions(), nowSeconds)
        .requireValid(proposal, self, PreSharedKeyId.Usage.APPLICATION, true);
    return propose(new KeptProposals.Kept(self, proposal, null), authenticatedData);
  }

  /// Proposes fresh keys for the own leaf.
  public byte[] proposeUpdate(Bytes authenticatedData, long nowSeconds) {
    return proposeUpdate(state.identity(), authenticatedData, nowSeconds);
  }

  /// Proposes fresh keys and another identity for the own leaf.
  public byte[] proposeUpdate(Identity identity, Bytes authenticatedData, long nowSeconds) {
    state.requireActive();
    SuiteCrypto crypto = state.crypto();
    KeyPair leafKey = crypto.generateKeyPair();
    LeafNode before = current().ownLeafNode();
    LeafNode.Content content = OwnLeaf.content(state.client(), crypto, before, identity, leafKey);
    LeafNode leaf =
        LeafNode.forUpdate(crypto, identity.signatureKey(), content, groupId(), ownLeaf());
    Proposal proposal = new Proposal.Update(leaf);
    Sender self = new Sender.Member(ownLeaf());
    new ProposalCheck(state.client(), crypto, current(), extensions(), nowSeconds)
        .requireValid(proposal, self, PreSharedKeyId.Usage.APPLICATION, true);
    var own = new KeptProposals.OwnUpdate(leafKey, identity.signatureKey());
    return propose(new KeptProposals.Kept(self, proposal, own), authenticatedData);
  }

  private byte[] propose(KeptProposals.Kept kept, Bytes authenticatedData) {
    state.proposals().requireRoom();
    Framing framing = new Framing(state);
    AuthenticatedContent signed =
        framing.sign(
            new FramedContent.Content.OfProposal(kept.proposal()),
            authenticatedData,
            framing.handshakeFormat());
    byte[] message = framing.protect(signed);
    Bytes reference = state.crypto().proposalRef(signed.encoded());
    state.proposals().keep(reference, kept, state.journal());
    return message;
  }

  /// The proposals of this epoch that wait for a commit.
  public List<KeptProposal> proposals() {
    return state.proposals().list();
  }

  /// Forgets a kept proposal that the application does not want.
  public void forget(Bytes proposalReference) {
    state.proposals().forget(proposalReference, state.journal());
  }

  /// Begins a commit.
  public CommitBuilder commit() {
    return new CommitBuilder(state);
  }

  /// Enters the epoch that another member's commit begins.
  public CommitSummary apply(StagedCommit commit) {
    commit.applyTo(state);
    return commit.summary();
  }

  /// Enters the epoch that an own commit begins.
  public CommitSummary apply(PendingCommit commit) {
    commit.applyTo(state);
    return commit.summary();
  }

  /// Whether an own commit was made by this very object in its current epoch. If not, it has to be
  /// restored to be applied.
  public boolean hasMade(PendingCommit commit) {
    return commit.isFor(state);
  }

  /// A pending commit of the current epoch from what [PendingCommit#save] and
  /// [PendingCommit#ratchetTree] gave.
  public PendingCommit restorePending(byte[] saved, byte[] ratchetTree) {
    return PendingCommit.restore(state, saved, ratchetTree);
  }

  /// The current group info with `external_pub`, an `MLSMessage`, for external joins (§12.4.3.2).
  public byte[] groupInfo() {
    state.requireActive();
    KeyPair signer = state.identity().signatureKey();
    return new GroupInfos(state.crypto(), state.settings(), current(), signer).forExternalJoins();
  }

  /// The current ratchet tree (§12.4.3.3).
  public byte[] ratchetTree() {
    return TreeCodec.encode(current().tree());
  }

  /// What must be stored since the last call, to be done in one transaction. Should that fail, this
  /// group must be dropped and restored from what is stored.
  public List<Change> unsaved() {
    return state.journal().take();
  }
}
