package dev.godwit.device.step;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Role;

/// One row of the list of conversations.
///
/// @param peer the other account of a direct conversation
/// @param peerHandle its handle without the sign before it, empty while it is not known
/// @param head the last entry that this device has stored
/// @param readThrough the last entry that the person has seen, here or on another own device
/// @param deliveredThrough every other member's device has stored all up to this: two ticks
/// @param seenThrough every other member has read all up to this: blue ticks
/// @param identityChanged the peer showed another identity key than the one remembered
/// @param timeMillis the time of the newest message, by the node's clock
/// @param name of a group, empty while it has none
/// @param role of this account in a group, UNKNOWN in a direct conversation
/// @param members of a group, this account too; 0 in a direct conversation
/// @param arrangement what the person has set for it
public record Conversation(
    ConversationId id,
    ConversationKind kind,
    AccountId peer,
    String peerHandle,
    Standing standing,
    long head,
    long readThrough,
    long deliveredThrough,
    long seenThrough,
    boolean identityChanged,
    long timeMillis,
    String name,
    Role role,
    int members,
    Arrangement arrangement) {

  /// How far this device is in the conversation's group.
  public enum Standing {
    /// Nothing was sent yet: the group is made with the first message.
    NEW,
    /// The group is being made or joined; what is sent waits.
    JOINING,
    OPEN,
    /// The keys were lost; the device is joining anew.
    REPAIRING,
    LEFT
  }
}
