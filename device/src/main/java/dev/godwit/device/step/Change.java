package dev.godwit.device.step;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;

/// One write to the device's store. The changes of a step are applied in their order, all or none.
public sealed interface Change {

  /// Sets a value of [DeviceStore].
  record Put(String key, Bytes value) implements Change {
    /// The key only: the value may be a key of the other sort.
    @Override
    public String toString() {
      return "Put[" + key + "]";
    }
  }

  /// Takes a value out of [DeviceStore]; nothing happens when it is not there.
  record Delete(String key) implements Change {}

  /// Sets the row of history with the same conversation and id.
  record PutMessage(Message message) implements Change {}

  /// Sets the row of the conversation with the same id.
  record PutConversation(Conversation conversation) implements Change {}

  /// Deletes the row of a conversation and all rows of its history.
  record DeleteConversation(ConversationId conversation) implements Change {}
}
