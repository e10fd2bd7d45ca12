/// Conversations at their home: what may be appended, in which order, and who is told.
///
/// [Conversation] is the machine; what it is (kind, epoch, roster) is a [ConversationState], a fold
/// of the log that is kept as the log's snapshot. Nothing leaves before it is durable.
@NullMarked
package dev.godwit.core.conversation;

import org.jspecify.annotations.NullMarked;
