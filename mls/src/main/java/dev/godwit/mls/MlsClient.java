package dev.godwit.mls;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An MLS client (RFC 9420 §2): where key packages and groups begin.
public final class MlsClient {
  private final Crypto crypto;
  private final Settings settings;
  private final CredentialCheck credentials;
  private final PskLookup psks;

  public MlsClient(Crypto crypto, Settings settings, CredentialCheck credentials, PskLookup psks) {
    this.crypto = crypto;
    this.settings = settings;
    this.credentials = credentials;
    this.psks = psks;
  }

  public Crypto crypto() {
    return crypto;
  }

  public Settings settings() {
    return settings;
  }

  CredentialCheck credentials() {
    return credentials;
  }

  PskLookup psks() {
    return psks;
  }

  /// An identity with fresh keys.
  public Identity identity(CipherSuite suite, Credential credential) {
    return Identity.generate(crypto, suite, credential);
  }

  /// A key package with fresh keys, to be used once (§10).
  public OwnKeyPackage keyPackage(Identity identity, Lifetime lifetime) {
    return new GroupCreation(this, identity).keyPackage(lifetime, false);
  }

  /// A key package that may be used more than once when no other is left (§16.8).
  public OwnKeyPackage lastResortKeyPackage(Identity identity, Lifetime lifetime) {
    return new GroupCreation(this, identity).keyPackage(lifetime, true);
  }

  /// Checks a key package that was fetched, before it is used (§10.1).
  public void check(KeyPackage keyPackage, long nowSeconds) {
    SuiteCrypto suite = new SuiteCrypto(crypto, keyPackage.cipherSuite());
    new LeafRules(this, suite, List.of(), nowSeconds).requireKeyPackage(keyPackage, true);
  }

  /// A new group with this client alone in it, in epoch 0 (§11).
  public Group create(
      Identity identity, Bytes groupId, List<Extension> extensions, long nowSeconds) {
    return new GroupCreation(this, identity).create(groupId, extensions, nowSeconds);
  }

  /// Joins by a welcome that carries the ratchet tree (§12.4.3.1).
  public Group join(OwnKeyPackage own, Welcome welcome, long nowSeconds) {
    return WelcomeReader.join(this, own, welcome, null, nowSeconds).group();
  }

  /// Joins by a welcome with the ratchet tree beside it (§12.4.3.1).
  public Group join(OwnKeyPackage own, Welcome welcome, byte[] ratchetTree, long nowSeconds) {
    return welcomed(own, welcome, ratchetTree, nowSeconds).group();
  }

  /// Joins as [#join] does, and tells who made the welcome.
  public Joined welcomed(OwnKeyPackage own, Welcome welcome, byte[] ratchetTree, long nowSeconds) {
    return WelcomeReader.join(this, own, welcome, ratchetTree, nowSeconds);
  }

  /// Begins to join by an external commit (§12.4.3.2).
  public ExternalJoinBuilder joinExternally(Identity identity, byte[] groupInfo) {
    return new ExternalJoinBuilder(this, identity, groupInfo);
  }

  /// A message by which this client proposes to be added to a group (§12.1.8).
  public byte[] proposeJoin(OwnKeyPackage own, Bytes groupId, long epoch) {
    Proposal add = new Proposal.Add(own.keyPackage());
    return ExternalProposals.sign(
        crypto, own.identity(), new Sender.NewMemberProposal(), groupId, epoch, add);
  }

  /// A message by which an external sender of a group proposes something (§12.1.8).
  public byte[] proposeExternally(
      Identity sender, int senderIndex, Bytes groupId, long epoch, Proposal proposal) {
    return ExternalProposals.sign(
        crypto, sender, new Sender.External(senderIndex), groupId, epoch, proposal);
  }

  /// Makes the group that takes the place of a reinitialized one (§11.2), with these key packages
  /// of all its other members.
  public NewGroup reinitialize(
      Group old, Identity identity, List<KeyPackage> members, long nowSeconds) {
    Proposal.ReInit parameters = old.reInit().orElseThrow(Rule.REINIT_MISMATCH::broken);
    Rule.REINIT_MISMATCH.require(identity.cipherSuite().id() == parameters.cipherSuite());
    return new GroupCreation(this, identity)
        .createFrom(old, PreSharedKeyId.Usage.REINIT, parameters, members, nowSeconds);
  }

  /// Makes a group of some of the members of another (§11.3).
  public NewGroup branch(
      Group old, Identity identity, Bytes groupId, List<KeyPackage> members, long nowSeconds) {
    Rule.BRANCH_MISMATCH.require(identity.cipherSuite() == old.cipherSuite());
    Proposal.ReInit parameters =
        new Proposal.ReInit(groupId, Protocol.MLS10, old.cipherSuite().id(), old.extensions());
    return new GroupCreation(this, identity)
        .createFrom(old, PreSharedKeyId.Usage.BRANCH, parameters, members, nowSeconds);
  }

  /// A group from all parts that [Group#unsaved] has had stored.
  public Group restore(Map<String, Bytes> parts) {
    return new Group(GroupState.restore(this, parts));
  }

  Optional<Group> group(Bytes groupId) {
    return psks.group(groupId);
  }
}
