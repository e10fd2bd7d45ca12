package dev.godwit.mls;

/// A group made from another (RFC 9420 §11.2, §11.3), with the first commit, which welcomes its
/// members.
public record NewGroup(Group group, PendingCommit commit) {}
