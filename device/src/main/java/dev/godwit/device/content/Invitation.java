package dev.godwit.device.content;

import dev.godwit.wire.Bytes;

/// An invitation link as the members know it. The node knows its id but not the key, so it cannot
/// make up who was invited.
///
/// @param link the node's id of it, 64 hexadecimal digits
/// @param key with which an invited account proves that it has the link, 32 bytes
/// @param approval whether an admin looks at each request
/// @param expiresMillis by the node's clock
public record Invitation(String link, Bytes key, boolean approval, long expiresMillis) {}
