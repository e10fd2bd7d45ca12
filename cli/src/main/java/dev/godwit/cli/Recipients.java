package dev.godwit.cli;

import dev.godwit.client.GodwitException;
import dev.godwit.client.Recipient;
import dev.godwit.wire.ErrorCode;

/// What people type for somebody.
final class Recipients {
  private Recipients() {}

  /// A handle in lower case, without the sign before it.
  static String handle(String text) {
    return switch (Recipient.parse(text)) {
      case Recipient.Handle(var handle) -> handle;
      case Recipient.InConversation _ -> throw GodwitException.refused(ErrorCode.HANDLE_INVALID);
    };
  }
}
