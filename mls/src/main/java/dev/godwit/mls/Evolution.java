package dev.godwit.mls;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A group's tree and extensions with a list of proposals applied (RFC 9420 §12.3), and what that
/// has changed.
final class Evolution {
  private final RatchetTree before;
  private final RatchetTree tree;
  private final List<Extension> extensions;
  private final ProposalList list;
  private final List<Integer> added = new ArrayList<>();

  private Evolution(RatchetTree before, List<Extension> extensions, ProposalList list) {
    this.before = before;
    this.tree = before.copy();
    this.list = list;
    this.extensions =
        list.extensions().isEmpty() ? extensions : list.extensions().getFirst().extensions();
  }

  static Evolution of(RatchetTree before, List<Extension> extensions, ProposalList list) {
    Evolution evolution = new Evolution(before, extensions, list);
    evolution.apply();
    return evolution;
  }

  private void apply() {
    for (ProposalList.Update update : list.updates()) {
      tree.update(update.leaf(), update.leafNode());
    }
    for (int leaf : list.removes()) {
      tree.remove(leaf);
    }
    if (!list.removes().isEmpty()) {
      tree.truncate();
    }
    for (KeyPackage keyPackage : list.adds()) {
      added.add(tree.add(keyPackage.leafNode()));
    }
  }

  /// The tree before the commit.
  RatchetTree before() {
    return before;
  }

  /// The tree after it, still without its path.
  RatchetTree tree() {
    return tree;
  }

  List<Extension> extensions() {
    return extensions;
  }

  ProposalList list() {
    return list;
  }

  /// The leaves of the new members, in the order of their adds.
  List<Integer> added() {
    return added;
  }

  Set<Integer> addedSet() {
    return new HashSet<>(added);
  }

  /// Requires what can be required of leaf nodes only in their new surroundings: proposals by
  /// themselves were found valid before.
  void requireFitting(LeafRules rules) {
    if (list.extensions().isEmpty()) {
      list.updates().forEach(update -> rules.requireCapable(update.leafNode()));
      list.adds().forEach(keyPackage -> rules.requireCapable(keyPackage.leafNode()));
      return;
    }
    // §12.1.7: new extensions concern every member
    for (LeafNode leaf : tree.leaves()) {
      if (leaf != null) {
        rules.requireCapable(leaf);
      }
    }
  }

  /// §7.3, §12.2: what the tree fulfils as a whole once the path is in it.
  static void requireConsistent(RatchetTree tree) {
    tree.requireDistinctKeys();
    tree.requireCommonCredentials();
  }

  /// What has changed, when the committer's place is known and the path is in the tree.
  CommitSummary summary(long epoch, int committer, boolean joins) {
    List<CommitSummary.Updated> updated = new ArrayList<>();
    list.updates().forEach(update -> updated.add(updated(update.leaf())));
    if (!joins && !tree.member(committer).equals(before.leaf(committer))) {
      updated.add(updated(committer));
    }
    return new CommitSummary(
        epoch,
        member(tree, committer),
        joins,
        added.stream().map(leaf -> member(tree, leaf)).toList(),
        list.removes().stream().map(leaf -> member(before, leaf)).toList(),
        updated,
        list.others());
  }

  private CommitSummary.Updated updated(int leaf) {
    return new CommitSummary.Updated(member(before, leaf), member(tree, leaf));
  }

  private static Member member(RatchetTree tree, int leaf) {
    return Member.of(leaf, tree.member(leaf));
  }
}
