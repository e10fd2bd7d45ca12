package dev.godwit.mls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Collects what a commit shall change. The proposals that the group keeps come first, unless they
/// are left out.
public final class CommitBuilder {
  private final GroupState state;
  private final List<Proposal> proposals = new ArrayList<>();
  private PreSharedKeyId.Usage usage = PreSharedKeyId.Usage.APPLICATION;
  private boolean withKept = true;
  private boolean withPath = true;
  private @Nullable Identity identity;
  private Bytes authenticatedData = Bytes.EMPTY;

  CommitBuilder(GroupState state) {
    this.state = state;
  }

  public CommitBuilder add(KeyPackage keyPackage) {
    return propose(new Proposal.Add(keyPackage));
  }

  public CommitBuilder remove(int leaf) {
    return propose(new Proposal.Remove(leaf));
  }

  /// Uses the external pre-shared key of this id, with a fresh nonce.
  public CommitBuilder externalPsk(Bytes pskId) {
    return psk(new PreSharedKeyId.External(pskId, nonce()));
  }

  /// Uses the resumption PSK of an epoch of this group that is still kept, with a fresh nonce.
  public CommitBuilder resumptionPsk(long epoch) {
    return psk(
        new PreSharedKeyId.Resumption(
            PreSharedKeyId.Usage.APPLICATION, state.epoch().groupId(), epoch, nonce()));
  }

  /// The tie to the group from which this one is made (RFC 9420 §11.2, §11.3).
  CommitBuilder resumptionOf(GroupState old, PreSharedKeyId.Usage tie) {
    usage = tie;
    Epoch epoch = old.epoch();
    return psk(new PreSharedKeyId.Resumption(tie, epoch.groupId(), epoch.number(), nonce()));
  }

  private CommitBuilder psk(PreSharedKeyId id) {
    return propose(new Proposal.PreSharedKey(id));
  }

  private Bytes nonce() {
    return Bytes.wrap(state.crypto().randomSecret());
  }

  /// Replaces all extensions of the group context.
  public CommitBuilder extensions(List<Extension> extensions) {
    return propose(new Proposal.GroupContextExtensions(extensions));
  }

  /// Any proposal by value.
  public CommitBuilder propose(Proposal proposal) {
    proposals.add(proposal);
    return this;
  }

  /// Leaves out the proposals that the group keeps.
  public CommitBuilder withoutKeptProposals() {
    withKept = false;
    return this;
  }

  /// Leaves out the path, where the proposals allow it (RFC 9420 §12.4).
  public CommitBuilder withoutPath() {
    withPath = false;
    return this;
  }

  /// Takes on another identity with this commit.
  public CommitBuilder identity(Identity other) {
    identity = other;
    return this;
  }

  public CommitBuilder authenticatedData(Bytes data) {
    authenticatedData = data;
    return this;
  }

  /// Makes the commit. The group stays as it is, except that a private message uses up a key.
  public PendingCommit build(long nowSeconds) {
    state.requireActive();
    return new CommitMaker(state, this, nowSeconds).make();
  }

  List<Proposal> proposals() {
    return proposals;
  }

  PreSharedKeyId.Usage usage() {
    return usage;
  }

  boolean hasKept() {
    return withKept;
  }

  boolean wantsPath() {
    return withPath || identity != null;
  }

  Optional<Identity> newIdentity() {
    return Optional.ofNullable(identity);
  }

  Bytes authenticatedData() {
    return authenticatedData;
  }
}
