package dev.godwit.client;

/// An invitation link of a group.
///
/// @param id names it towards the node
/// @param url what is passed on to people; empty in a list, since only its maker has the secret
/// @param approval whether an admin looks at each request
/// @param expiresMillis by the node's clock
/// @param uses how many have asked by it
public record InviteLink(String id, String url, boolean approval, long expiresMillis, long uses) {}
