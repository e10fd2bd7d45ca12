package dev.godwit.client;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.List;

/// What a person does with groups, as guests ask the owner for it.
sealed interface GroupDeed {

  /// @param picture in base64
  record Create(
      String name, String description, String picture, List<String> handles, GroupRules rules)
      implements GroupDeed {}

  record Add(ConversationId group, List<String> handles) implements GroupDeed {}

  record Remove(ConversationId group, List<String> handles) implements GroupDeed {}

  record Role(ConversationId group, String handle, String role) implements GroupDeed {}

  record Rules(ConversationId group, GroupRules rules) implements GroupDeed {}

  record Leave(ConversationId group) implements GroupDeed {}

  record Rename(ConversationId group, String name) implements GroupDeed {}

  record Describe(ConversationId group, String description) implements GroupDeed {}

  /// @param picture in base64, empty for none
  record Picture(ConversationId group, String picture) implements GroupDeed {}

  record Info(ConversationId group) implements GroupDeed {}

  record MakeLink(ConversationId group, long seconds, boolean approval) implements GroupDeed {}

  record Links(ConversationId group) implements GroupDeed {}

  record RevokeLink(ConversationId group, String link) implements GroupDeed {}

  record Peek(String url) implements GroupDeed {}

  record Join(String url) implements GroupDeed {}

  record Requests(ConversationId group) implements GroupDeed {}

  record Refuse(ConversationId group, AccountId account) implements GroupDeed {}

  record Delete(ConversationId group) implements GroupDeed {}

  record LetGoOn(ConversationId group) implements GroupDeed {}
}
