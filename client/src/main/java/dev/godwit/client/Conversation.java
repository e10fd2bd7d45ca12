package dev.godwit.client;

import dev.godwit.device.step.Arrangement;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.List;

/// One row of the list of conversations.
///
/// @param handle of the other member, without the sign before it; empty while it is not known
/// @param head the last entry that this device has stored
/// @param unread others' messages that were not read yet, counted up to a thousand
/// @param deliveredThrough own messages up to this sequence have two ticks
/// @param seenThrough own messages up to this sequence have blue ticks
/// @param identityChanged the other member shows another identity than before
/// @param timeMillis of the newest message, by the node's clock
/// @param newest the newest message, none in an empty conversation
/// @param group whether it is a group; else it is with one other person
/// @param name of a group, empty while it has none
/// @param role of this account in a group: OWNER, ADMIN or MEMBER; else empty
/// @param members of a group, else 0
/// @param arrangement what the person has set for it, on whatever device
/// @param left this account is no member any more
public record Conversation(
    ConversationId id,
    AccountId peer,
    String handle,
    long head,
    int unread,
    long readThrough,
    long deliveredThrough,
    long seenThrough,
    boolean identityChanged,
    long timeMillis,
    List<Message> newest,
    boolean group,
    String name,
    String role,
    int members,
    Arrangement arrangement,
    boolean left) {

  /// What a list shows: a group's name, or the handle of the other person with its sign.
  public String title() {
    if (!group) {
      return handle.isEmpty() ? "being joined " + id.toString().substring(0, 8) : "@" + handle;
    }
    return name.isEmpty() ? "group " + id.toString().substring(0, 8) : name;
  }
}
