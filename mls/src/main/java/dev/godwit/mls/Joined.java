package dev.godwit.mls;

/// A group that was joined by a welcome.
///
/// @param by the member that made the welcome
public record Joined(Group group, Member by) {}
