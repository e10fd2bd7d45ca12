package dev.godwit.mls;

import java.util.HashSet;
import java.util.Set;

/// The rules that the members of a group fulfil together (RFC 9420 §7.3).
final class TreeMembers {
  private TreeMembers() {}

  /// Each credential type in use is supported by every member.
  static void requireCommonCredentials(RatchetTree tree) {
    Set<Integer> types = new HashSet<>();
    for (LeafNode leaf : tree.leaves()) {
      if (leaf != null) {
        types.add(leaf.credentialType());
      }
    }
    for (LeafNode leaf : tree.leaves()) {
      if (leaf != null) {
        for (int type : types) {
          Rule.CREDENTIAL_UNSUPPORTED.require(leaf.lists(LeafNode.Listed.CREDENTIALS, type));
        }
      }
    }
  }
}
