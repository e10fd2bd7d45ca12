package dev.godwit.mls;

/// A member of a group: its place in the tree in some epoch, and who it is.
public record Member(int leaf, Credential credential, Bytes signatureKey) {
  static Member of(int leaf, LeafNode node) {
    return new Member(leaf, node.credential(), node.signatureKey());
  }
}
