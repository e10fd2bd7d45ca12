package dev.godwit.mls;

/// Another member's commit, found valid and ready to be applied: to be looked at first, then given
/// to [Group#apply(StagedCommit)] or dropped.
public final class StagedCommit implements Received {
  /// What the commit changes.
  public CommitSummary summary() {
    return Later.body();
  }

  /// Whether this client is among the removed.
  public boolean removesSelf() {
    return Later.body();
  }

  public Bytes authenticatedData() {
    return Later.body();
  }
}
