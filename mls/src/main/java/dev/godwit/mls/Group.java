package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import java.util.List;
import java.util.Map;
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
    /// This client was removed: only messages of past epochs can still be read.
    REMOVED,
    /// A reinit was committed: a new group takes its place (§11.2).
    REINITIALIZED
  }

  public Bytes groupId() {
    return Later.body();
  }

  public CipherSuite cipherSuite() {
    return Later.body();
  }

  public long epoch() {
    return Later.body();
  }

  public Status status() {
    return Later.body();
  }

  /// This client's own leaf in the current epoch.
  public int ownLeaf() {
    return Later.body();
  }

  /// All members by increasing leaf.
  public List<Member> members() {
    return Later.body();
  }

  public Optional<Member> member(int leaf) {
    return Later.body();
  }

  /// The leaf node of a member.
  public Optional<LeafNode> leafNode(int leaf) {
    return Later.body();
  }

  /// The extensions of the group context.
  public List<Extension> extensions() {
    return Later.body();
  }

  /// What members compare to see that they are in the same epoch of the same group (§8.7).
  public Bytes epochAuthenticator() {
    return Later.body();
  }

  /// `MLS-Exporter` (§8.5).
  public Bytes export(String label, Bytes context, int length) {
    return Later.body();
  }

  /// The parameters of the group that is to take this one's place, once a reinit was committed.
  public Optional<Proposal.ReInit> reInit() {
    return Later.body();
  }

  /// Encrypts application data (§15). The authenticated data travels in the clear.
  public byte[] send(byte[] data, byte[] authenticatedData) {
    return Later.body();
  }

  /// Takes a message of this group, public or private, of the current epoch or, for application
  /// data, of one that is kept.
  ///
  /// @param nowSeconds when it was accepted by the delivery service, as far as is known
  public Received process(byte[] message, long nowSeconds) {
    return Later.body();
  }

  /// Makes a proposal and keeps it too. For an update see [#proposeUpdate].
  public byte[] propose(Proposal proposal, Bytes authenticatedData, long nowSeconds) {
    return Later.body();
  }

  /// Proposes fresh keys for the own leaf.
  public byte[] proposeUpdate(Bytes authenticatedData, long nowSeconds) {
    return Later.body();
  }

  /// Proposes fresh keys and another identity for the own leaf.
  public byte[] proposeUpdate(Identity identity, Bytes authenticatedData, long nowSeconds) {
    return Later.body();
  }

  /// The proposals of this epoch that wait for a commit.
  public List<KeptProposal> proposals() {
    return Later.body();
  }

  /// Forgets a kept proposal that the application does not want.
  public void forget(Bytes proposalReference) {
    Later.<Void>body();
  }

  /// Begins a commit.
  public CommitBuilder commit() {
    return Later.body();
  }

  /// Enters the epoch that another member's commit begins.
  public CommitSummary apply(StagedCommit commit) {
    return Later.body();
  }

  /// Enters the epoch that an own commit begins.
  public CommitSummary apply(PendingCommit commit) {
    return Later.body();
  }

  /// A pending commit of the current epoch from what [PendingCommit#save] gave.
  public PendingCommit restorePending(byte[] saved) {
    return Later.body();
  }

  /// The current group info with `external_pub`, an `MLSMessage`, for external joins (§12.4.3.2).
  public byte[] groupInfo() {
    return Later.body();
  }

  /// The current ratchet tree (§12.4.3.3).
  public byte[] ratchetTree() {
    return Later.body();
  }

  /// What must be stored since the last call, to be done in one transaction. Should that fail, this
  /// group must be dropped and restored from what is stored.
  public List<Change> unsaved() {
    return Later.body();
  }

  static Group restore(MlsClient client, Map<String, Bytes> parts) {
    return Later.body();
  }
}
