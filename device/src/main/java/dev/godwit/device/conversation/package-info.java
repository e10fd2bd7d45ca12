/// What a device knows of each conversation: where it stands in the log, and where others do.
///
/// | key | value |
/// |---|---|
/// | `conversation/<id>` | [ConversationState] |
/// | `cursors/<id>` | the other members' cursors |
@NullMarked
package dev.godwit.device.conversation;

import org.jspecify.annotations.NullMarked;
