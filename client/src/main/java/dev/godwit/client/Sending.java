package dev.godwit.client;

import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;

/// A message that was taken into the outbox; it is there even if everything crashes now.
///
/// @param letter its name until the node was asked whose handle it goes to; empty when known at
/// once
/// @param conversation none while only the letter exists
/// @param id none while only the letter exists
public record Sending(String letter, ConversationId conversation, EntryId id) {

  /// Whether it waits for the node to say whose handle it is.
  public boolean isUnaddressed() {
    return id.isNone();
  }
}
