package dev.godwit.mls;

import java.util.List;

/// Collects what a commit shall change. The proposals that the group keeps come first, unless they
/// are left out.
public final class CommitBuilder {
  public CommitBuilder add(KeyPackage keyPackage) {
    return propose(new Proposal.Add(keyPackage));
  }

  public CommitBuilder remove(int leaf) {
    return propose(new Proposal.Remove(leaf));
  }

  /// Uses the external pre-shared key of this id, with a fresh nonce.
  public CommitBuilder externalPsk(Bytes pskId) {
    return Later.body();
  }

  /// Uses the resumption PSK of an epoch of this group that is still kept, with a fresh nonce.
  public CommitBuilder resumptionPsk(long epoch) {
    return Later.body();
  }

  /// Replaces all extensions of the group context.
  public CommitBuilder extensions(List<Extension> extensions) {
    return propose(new Proposal.GroupContextExtensions(extensions));
  }

  /// Any proposal by value.
  public CommitBuilder propose(Proposal proposal) {
    return Later.body();
  }

  /// Leaves out the proposals that the group keeps.
  public CommitBuilder withoutKeptProposals() {
    return Later.body();
  }

  /// Leaves out the path, where the proposals allow it (RFC 9420 §12.4).
  public CommitBuilder withoutPath() {
    return Later.body();
  }

  /// Takes on another identity with this commit.
  public CommitBuilder identity(Identity identity) {
    return Later.body();
  }

  public CommitBuilder authenticatedData(Bytes data) {
    return Later.body();
  }

  /// Makes the commit. The group stays as it is, except that a private message uses up a key.
  public PendingCommit build(long nowSeconds) {
    return Later.body();
  }
}
