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
    return Later.body();
  }

  /// A key package that may be used more than once when no other is left (§16.8).
  public OwnKeyPackage lastResortKeyPackage(Identity identity, Lifetime lifetime) {
    return Later.body();
  }

  /// Checks a key package that was fetched, before it is used (§10.1).
  public void check(KeyPackage keyPackage, long nowSeconds) {
    Later.<Void>body();
  }

  /// A new group with this client alone in it, in epoch 0 (§11).
  public Group create(Identity identity, Bytes groupId, List<Extension> extensions) {
    return Later.body();
  }

  /// Joins by a welcome that carries the ratchet tree (§12.4.3.1).
  public Group join(OwnKeyPackage own, Welcome welcome, long nowSeconds) {
    return Later.body();
  }

  /// Joins by a welcome with the ratchet tree beside it (§12.4.3.1).
  public Group join(OwnKeyPackage own, Welcome welcome, byte[] ratchetTree, long nowSeconds) {
    return Later.body();
  }

  /// Begins to join by an external commit (§12.4.3.2). Without a tree the group info has to carry
  /// it.
  public ExternalJoinBuilder joinExternally(Identity identity, byte[] groupInfo) {
    return Later.body();
  }

  /// A message by which this client proposes to be added to a group (§12.1.8).
  public byte[] proposeJoin(OwnKeyPackage own, Bytes groupId, long epoch) {
    return Later.body();
  }

  /// A message by which an external sender of a group proposes something (§12.1.8).
  public byte[] proposeExternally(
      Identity sender, int senderIndex, Bytes groupId, long epoch, Proposal proposal) {
    return Later.body();
  }

  /// Makes the group that takes the place of a reinitialized one (§11.2), with these key packages
  /// of all its other members.
  public NewGroup reinitialize(
      Group old, Identity identity, List<KeyPackage> members, long nowSeconds) {
    return Later.body();
  }

  /// Makes a group of some of the members of another (§11.3).
  public NewGroup branch(
      Group old, Identity identity, Bytes groupId, List<KeyPackage> members, long nowSeconds) {
    return Later.body();
  }

  /// A group from all parts that [Group#unsaved] has had stored.
  public Group restore(Map<String, Bytes> parts) {
    return Group.restore(this, parts);
  }

  Optional<Group> group(Bytes groupId) {
    return psks.group(groupId);
  }
}
