/// What a device knows of each conversation: where it stands in the log, and where others do.
///
/// | key | value |
/// |---|---|
/// | `conversation/<id>` | [ConversationState] |
/// | `cursors/<id>` | the other members' cursors |
/// | `group/<id>` | [GroupRecord], without the picture |
/// | `picture/<id>` | the picture of a group |
/// | `recent/<id>/<place>` | which entry stands at one of the last places, see [RecentIds] |
@NullMarked
package dev.godwit.device.conversation;

import org.jspecify.annotations.NullMarked;
