package dev.godwit.mls;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Another member's commit, found valid and ready to be applied: to be looked at first, then given
/// to [Group#apply(StagedCommit)] or dropped.
public final class StagedCommit implements Received {
  private final Epoch base;
  private final CommitSummary summary;
  private final Bytes authenticatedData;
  private final SecretTree.@Nullable Use use;
  private final @Nullable Epoch next;
  private final Identity identity;

  /// @param next absent when the commit removes this client
  StagedCommit(
      Epoch base,
      CommitSummary summary,
      Bytes authenticatedData,
      Optional<SecretTree.Use> use,
      Optional<Epoch> next,
      Identity identity) {
    this.base = base;
    this.summary = summary;
    this.authenticatedData = authenticatedData;
    this.use = use.orElse(null);
    this.next = next.orElse(null);
    this.identity = identity;
  }

  /// What the commit changes.
  public CommitSummary summary() {
    return summary;
  }

  /// Whether this client is among the removed.
  public boolean removesSelf() {
    return next == null;
  }

  public Bytes authenticatedData() {
    return authenticatedData;
  }

  void applyTo(GroupState state) {
    state.requireActive();
    Rule.COMMIT_STALE.require(state.isIn(base));
    if (use != null) {
      use.consume(state.journal());
    }
    if (next == null) {
      state.leave();
    } else {
      state.enter(next, identity, reInit(summary));
    }
  }

  static Optional<Proposal.ReInit> reInit(CommitSummary summary) {
    return summary.others().stream()
        .filter(Proposal.ReInit.class::isInstance)
        .map(Proposal.ReInit.class::cast)
        .findFirst();
  }
}
