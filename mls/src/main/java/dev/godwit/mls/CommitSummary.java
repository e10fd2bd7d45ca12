package dev.godwit.mls;

import java.util.List;

/// What a commit changes.
///
/// @param epoch the epoch that it begins
/// @param committer who made it, as it is in the new epoch
/// @param joinedExternally whether the committer joins by it
/// @param added members in the order of their adds, without a committer that joins
/// @param removed members as they were
/// @param updated members that replaced their leaf node, the committer too if it was one
/// @param others its proposals of all other kinds
public record CommitSummary(
    long epoch,
    Member committer,
    boolean joinedExternally,
    List<Member> added,
    List<Member> removed,
    List<Updated> updated,
    List<Proposal> others) {
  public CommitSummary {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    updated = List.copyOf(updated);
    others = List.copyOf(others);
  }

  /// A member before and after; the leaf is the same.
  public record Updated(Member before, Member after) {}
}
