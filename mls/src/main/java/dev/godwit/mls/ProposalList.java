package dev.godwit.mls;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The proposals of a commit in their order, each with who sent it.
final class ProposalList {
  /// A proposal with its sender: the committer when it is in the commit by value.
  record Item(Proposal proposal, Sender sender) {}

  /// An update with the leaf that it replaces.
  record Update(int leaf, LeafNode leafNode) {}

  private final List<Item> items;

  ProposalList(List<Item> items) {
    this.items = List.copyOf(items);
  }

  List<Item> items() {
    return items;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  private <T extends Proposal> List<T> of(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Item item : items) {
      if (type.isInstance(item.proposal())) {
        found.add(type.cast(item.proposal()));
      }
    }
    return found;
  }

  List<KeyPackage> adds() {
    return of(Proposal.Add.class).stream().map(Proposal.Add::keyPackage).toList();
  }

  List<Integer> removes() {
    return of(Proposal.Remove.class).stream().map(Proposal.Remove::leaf).toList();
  }

  List<Update> updates() {
    List<Update> updates = new ArrayList<>();
    for (Item item : items) {
      if (item.proposal() instanceof Proposal.Update(var leafNode)) {
        // §12.1.2: it replaces its sender's leaf node, so only a member can send it
        if (!(item.sender() instanceof Sender.Member(var leaf))) {
          throw Rule.SENDER_NOT_ALLOWED.broken();
        }
        updates.add(new Update(leaf, leafNode));
      }
    }
    return updates;
  }

  List<PreSharedKeyId> psks() {
    return of(Proposal.PreSharedKey.class).stream().map(Proposal.PreSharedKey::psk).toList();
  }

  List<Proposal.GroupContextExtensions> extensions() {
    return of(Proposal.GroupContextExtensions.class);
  }

  List<Proposal.ExternalInit> externalInits() {
    return of(Proposal.ExternalInit.class);
  }

  Optional<Proposal.ReInit> reInit() {
    return of(Proposal.ReInit.class).stream().findFirst();
  }

  List<Proposal.Custom> customs() {
    return of(Proposal.Custom.class);
  }

  /// Everything but adds, updates and removes.
  List<Proposal> others() {
    List<Proposal> others = new ArrayList<>();
    for (Item item : items) {
      switch (item.proposal()) {
        case Proposal.Add _, Proposal.Update _, Proposal.Remove _ -> {}
        case Proposal.PreSharedKey psk -> others.add(psk);
        case Proposal.ReInit reInit -> others.add(reInit);
        case Proposal.ExternalInit init -> others.add(init);
        case Proposal.GroupContextExtensions extensions -> others.add(extensions);
        case Proposal.Custom custom -> others.add(custom);
      }
    }
    return others;
  }

  /// Whether a commit of these must have a path (§12.4).
  boolean needsPath() {
    for (Item item : items) {
      boolean needs =
          switch (item.proposal()) {
            case Proposal.Add _, Proposal.PreSharedKey _, Proposal.ReInit _ -> false;
            case Proposal.Update _,
                Proposal.Remove _,
                Proposal.ExternalInit _,
                Proposal.GroupContextExtensions _,
                Proposal.Custom _ ->
                true;
          };
      if (needs) {
        return true;
      }
    }
    return items.isEmpty();
  }
}
