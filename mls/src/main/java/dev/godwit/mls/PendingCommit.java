package dev.godwit.mls;

import java.util.Optional;

/// An own commit that nobody has accepted yet. When the delivery service has accepted it:
/// [Group#apply(PendingCommit)]; when another won, it is dropped.
public final class PendingCommit {
  /// The message for the group.
  public byte[] message() {
    return Later.body();
  }

  /// The welcome for those it adds; not to be delivered before the commit is accepted (RFC 9420
  /// §14).
  public Optional<Welcome> welcome() {
    return Later.body();
  }

  /// The group info of the new epoch with `external_pub`, an `MLSMessage`, for external joins.
  public byte[] groupInfo() {
    return Later.body();
  }

  /// The ratchet tree of the new epoch (`ratchet_tree` of §12.4.3.3).
  public byte[] ratchetTree() {
    return Later.body();
  }

  public CommitSummary summary() {
    return Later.body();
  }

  /// Everything that [Group#restorePending] needs after a crash: secret.
  public byte[] save() {
    return Later.body();
  }
}
