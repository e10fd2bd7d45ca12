package dev.godwit.core.conversation;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;

/// Names an invitation link: the conversation it leads to and 16 random bytes (PROTOCOL §18.8).
///
/// @param key the random half, unique within the conversation
public record LinkId(ConversationId conversation, EntryId key) {
  /// The text form: hexadecimal digits in lower case.
  public static final int CHARACTERS = 64;

  private static final int HALF = CHARACTERS / 2;

  /// Throws IllegalArgumentException for anything but [#CHARACTERS] hexadecimal digits.
  public static LinkId parse(String text) {
    if (text.length() != CHARACTERS) {
      throw new IllegalArgumentException("a link has 64 hexadecimal digits");
    }
    return new LinkId(
        ConversationId.parse(text.substring(0, HALF)), EntryId.parse(text.substring(HALF)));
  }

  Bytes toBytes() {
    byte[] first = conversation.toBytes().shared();
    byte[] second = key.toBytes().shared();
    byte[] both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return Bytes.owned(both);
  }

  @Override
  public String toString() {
    return conversation.toString() + key;
  }
}
