package dev.godwit.mls;

import java.util.ArrayList;
import java.util.List;

/// The members of a group, by their leaves.
final class Members {
  private Members() {}

  static List<Member> of(RatchetTree tree) {
    List<Member> members = new ArrayList<>();
    for (int leaf = 0; leaf < tree.leafCount(); leaf++) {
      LeafNode node = tree.leaf(leaf);
      if (node != null) {
        members.add(Member.of(leaf, node));
      }
    }
    return List.copyOf(members);
  }
}
