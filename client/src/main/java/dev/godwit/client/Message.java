package dev.godwit.client;

import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.util.List;

/// One message of the history.
///
/// @param arrival under which number it came into this home; grows, never changes
/// @param sequence its place in the conversation, 0 while it waits to be sent or has failed
/// @param from the sender's handle without the sign before it
/// @param elsewhere an own message that another device of the account has sent
/// @param timeMillis the node's time; this device's idea of it while the message waits
/// @param text what it says; for an unreadable message, a sentence that says why
/// @param mentions whom the text names, in the order of their places
/// @param failure the name of the error of a failed message, else empty
public record Message(
    long arrival,
    ConversationId conversation,
    EntryId id,
    long sequence,
    String from,
    boolean mine,
    boolean elsewhere,
    long timeMillis,
    Kind kind,
    String text,
    List<Mention> mentions,
    Tick tick,
    String failure) {
  public Message {
    mentions = List.copyOf(mentions);
  }

  /// A part of the text that names somebody.
  ///
  /// @param handle empty while it is not known
  /// @param me whether it is who reads
  /// @param from where it begins in the text
  public record Mention(String handle, boolean me, int from, int length) {}

  /// What sort of message it is.
  public enum Kind {
    TEXT,
    /// It came, but this device could not read it.
    UNREADABLE,
    /// What changed in a group, as a sentence.
    LINE,
    /// It needs a newer Godwit to be shown.
    NEWER
  }

  /// Whether it names who reads.
  public boolean mentionsMe() {
    return mentions.stream().anyMatch(Mention::me);
  }

  /// The ids only: the text is nobody else's business.
  @Override
  public String toString() {
    return "Message[" + conversation + ", " + id + ", " + sequence + "]";
  }
}
