package dev.godwit.client;

import dev.godwit.wire.ConversationId;
import java.util.List;

/// What came of a change that was wanted of a group.
///
/// @param code why it will not be, by the name of the error; empty when it is so
/// @param leftOut those who could not be added
public record GroupChanged(
    ConversationId group, String code, String sentence, List<String> leftOut) {
  public boolean isDone() {
    return code.isEmpty();
  }
}
