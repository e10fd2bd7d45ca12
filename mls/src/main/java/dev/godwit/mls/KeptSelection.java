package dev.godwit.mls;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Chooses which kept proposals go into an own commit beside what is to be committed anyway: all
/// that together make a valid list (RFC 9420 §12.2, §12.4).
final class KeptSelection {
  private final GroupState state;
  private final List<Proposal> own;
  private final Map<Bytes, KeptProposals.Kept> chosen = new LinkedHashMap<>();
  private final Set<Integer> removed = new HashSet<>();
  private final Set<Bytes> added = new HashSet<>();

  private KeptSelection(GroupState state, List<Proposal> own) {
    this.state = state;
    this.own = own;
  }

  /// The chosen proposals by their references, in the order in which they came.
  static Map<Bytes, KeptProposals.Kept> choose(GroupState state, List<Proposal> own) {
    KeptSelection selection = new KeptSelection(state, own);
    selection.choose();
    return selection.chosen;
  }

  private void choose() {
    if (own.stream().anyMatch(Proposal.ReInit.class::isInstance)) {
      return;
    }
    chosen.putAll(state.proposals().all());
    chosen.values().removeIf(kept -> isOwnLeafChanged(kept) || isUnusable(kept.proposal()));
    dropLeafConflicts();
    dropClientConflicts();
    dropSecondExtensions();
    dropReInit();
  }

  /// A committer neither updates nor removes itself.
  private boolean isOwnLeafChanged(KeptProposals.Kept kept) {
    int ownLeaf = state.epoch().ownLeaf();
    return switch (kept.proposal()) {
      case Proposal.Update _ -> kept.sender().equals(new Sender.Member(ownLeaf));
      case Proposal.Remove(var leaf) -> leaf == ownLeaf;
      default -> false;
    };
  }

  private boolean isUnusable(Proposal proposal) {
    return switch (proposal) {
      case Proposal.PreSharedKey(var psk) ->
          Psks.find(state.client(), Optional.of(state), psk).isEmpty() || own.contains(proposal);
      case Proposal.Custom custom -> !supportedByAll(custom.type());
      default -> false;
    };
  }

  private boolean supportedByAll(int proposalType) {
    for (LeafNode leaf : state.epoch().tree().leaves()) {
      if (leaf != null && !leaf.lists(LeafNode.Listed.PROPOSALS, proposalType)) {
        return false;
      }
    }
    return true;
  }

  /// A remove is preferred to updates of the same leaf, and the newest update to older ones
  /// (§12.2).
  private void dropLeafConflicts() {
    for (Proposal proposal : own) {
      if (proposal instanceof Proposal.Remove(var leaf)) {
        removed.add(leaf);
      }
    }
    chosen
        .values()
        .removeIf(
            kept -> kept.proposal() instanceof Proposal.Remove(var leaf) && !removed.add(leaf));
    Set<Integer> updated = new HashSet<>(removed);
    for (Bytes reference : new ArrayList<>(chosen.keySet()).reversed()) {
      KeptProposals.Kept kept = state.proposals().get(reference);
      if (kept.proposal() instanceof Proposal.Update
          && kept.sender() instanceof Sender.Member(var leaf)
          && !updated.add(leaf)) {
        chosen.remove(reference);
      }
    }
  }

  private void dropClientConflicts() {
    RatchetTree tree = state.epoch().tree();
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
      LeafNode node = tree.leaf(leaf);
      if (node != null && !removed.contains(leaf)) {
        added.add(client(node));
      }
    }
    for (Proposal proposal : own) {
      if (proposal instanceof Proposal.Add(var keyPackage)) {
        added.add(client(keyPackage.leafNode()));
      }
    }
    chosen
        .values()
        .removeIf(
            kept ->
                kept.proposal() instanceof Proposal.Add(var keyPackage)
                    && !added.add(client(keyPackage.leafNode())));
  }

  private Bytes client(LeafNode leaf) {
    return state.client().credentials().client(leaf.credential(), leaf.signatureKey());
  }

  private void dropSecondExtensions() {
    boolean have = own.stream().anyMatch(Proposal.GroupContextExtensions.class::isInstance);
    dropAllButOne(Proposal.GroupContextExtensions.class, have ? 0 : 1);
  }

  /// Other proposals are preferred to a reinit (§12.2), of which there can be only one.
  private void dropReInit() {
    boolean others =
        !own.isEmpty()
            || chosen.values().stream()
                .anyMatch(kept -> !(kept.proposal() instanceof Proposal.ReInit));
    dropAllButOne(Proposal.ReInit.class, others ? 0 : 1);
  }

  private void dropAllButOne(Class<? extends Proposal> type, int keep) {
    int seen = 0;
    for (Bytes reference : List.copyOf(chosen.keySet())) {
      if (type.isInstance(state.proposals().get(reference).proposal()) && ++seen > keep) {
        chosen.remove(reference);
      }
    }
  }
}
