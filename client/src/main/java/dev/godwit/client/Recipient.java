package dev.godwit.client;

import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.util.Locale;

/// Whom something is for: a person by handle, or a conversation by id.
public sealed interface Recipient {

  /// @param handle in lower case, without the sign before it
  record Handle(String handle) implements Recipient {}

  record InConversation(ConversationId conversation) implements Recipient {}

  /// Reads `@bob`, `bob`, or the 32 hexadecimal digits of a conversation.
  static Recipient parse(String text) {
    if (text.matches("[0-9a-f]{32}")) {
      return new InConversation(ConversationId.parse(text));
    }
    String handle = (text.startsWith("@") ? text.substring(1) : text).toLowerCase(Locale.ROOT);
    if (!handle.matches("[a-z][a-z0-9_.]*")
        || handle.length() < Limits.HANDLE_CHARACTERS_MIN
        || handle.length() > Limits.HANDLE_CHARACTERS_MAX) {
      throw GodwitException.refused(ErrorCode.HANDLE_INVALID);
    }
    return new Handle(handle);
  }

  /// The form that [#parse] reads.
  default String format() {
    return switch (this) {
      case Handle(var handle) -> "@" + handle;
      case InConversation(var conversation) -> conversation.toString();
    };
  }
}
