package dev.godwit.client;

import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.util.List;

/// What comes of a [GroupDeed]; each deed fills what belongs to it.
record GroupReply(
    ConversationId group,
    EntryId intention,
    List<GroupInfo> infos,
    List<InviteLink> links,
    List<InvitePreview> previews,
    List<GroupInfo.Request> requests) {
  private static final GroupReply NONE =
      new GroupReply(ConversationId.NONE, EntryId.NONE, List.of(), List.of(), List.of(), List.of());

  static GroupReply of(ConversationId group, EntryId intention) {
    return new GroupReply(group, intention, List.of(), List.of(), List.of(), List.of());
  }

  static GroupReply of(ConversationId group) {
    return of(group, EntryId.NONE);
  }

  static GroupReply of(GroupInfo info) {
    return new GroupReply(info.id(), EntryId.NONE, List.of(info), List.of(), List.of(), List.of());
  }

  static GroupReply links(List<InviteLink> links) {
    return new GroupReply(NONE.group, NONE.intention, List.of(), links, List.of(), List.of());
  }

  static GroupReply of(InvitePreview preview) {
    return new GroupReply(
        NONE.group, NONE.intention, List.of(), List.of(), List.of(preview), List.of());
  }

  static GroupReply requests(List<GroupInfo.Request> requests) {
    return new GroupReply(NONE.group, NONE.intention, List.of(), List.of(), List.of(), requests);
  }
}
