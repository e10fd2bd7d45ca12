package dev.godwit.mls;

/// What a message turned out to be, once everything about it was found right.
public sealed interface Received permits Received.Application, Received.ProposalKept, StagedCommit {
  /// Application data. Its key is deleted: the same message cannot be read again.
  record Application(Member sender, long epoch, int generation, Bytes authenticatedData, Bytes data)
      implements Received {}

  /// A proposal, kept until a commit refers to it or the epoch ends.
  record ProposalKept(KeptProposal proposal, Bytes authenticatedData) implements Received {}
}
