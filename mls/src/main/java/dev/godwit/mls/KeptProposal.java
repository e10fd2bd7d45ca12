package dev.godwit.mls;

/// A proposal that was sent in this epoch and waits for a commit.
///
/// @param reference its hash, by which commits name it (RFC 9420 §5.2)
/// @param senderLeaf the leaf of the member who sent it, or [#OUTSIDE]
public record KeptProposal(Bytes reference, int senderLeaf, Proposal proposal) {
  /// The sender is not a member.
  public static final int OUTSIDE = -1;
}
