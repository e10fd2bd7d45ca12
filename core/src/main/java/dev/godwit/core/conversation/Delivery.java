package dev.godwit.core.conversation;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;

/// One durable entry on its way to the members' sessions.
///
/// @param entry the encoded Entry, the same bytes for everybody
/// @param author who gets `sent` in place of the entry
/// @param sent the encoded Sent
public record Delivery(
    ConversationId conversation, long sequence, Bytes entry, Asker author, Bytes sent) {}
