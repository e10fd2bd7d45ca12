package dev.godwit.cli;

import dev.godwit.client.Conversation;
import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.Recipient;
import dev.godwit.wire.ErrorCode;
import java.util.List;

/// What people type for somebody.
final class Recipients {
  private Recipients() {}

  /// Somebody, or a group by its name. A name that looks like a handle is a handle, unless there is
  /// a group of that very name.
  static Recipient find(Godwit godwit, String text) {
    List<Conversation> groups =
        text.startsWith("@")
            ? List.of()
            : godwit.conversations().stream()
                .filter(each -> each.group() && each.name().equalsIgnoreCase(text))
                .toList();
    return groups.size() == 1
        ? new Recipient.InConversation(groups.getFirst().id())
        : Recipient.parse(text);
  }

  /// A handle in lower case, without the sign before it.
  static String handle(String text) {
    return switch (Recipient.parse(text)) {
      case Recipient.Handle(var handle) -> handle;
      case Recipient.InConversation _ -> throw GodwitException.refused(ErrorCode.HANDLE_INVALID);
    };
  }
}
