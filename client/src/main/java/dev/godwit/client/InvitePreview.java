package dev.godwit.client;

/// What an invitation link shows before one joins.
///
/// @param name of the group when the link was made
/// @param approval whether an admin has to let in who asks
public record InvitePreview(String name, int members, boolean approval) {}
