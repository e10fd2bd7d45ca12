package dev.godwit.cli;

import dev.godwit.client.Conversation;
import dev.godwit.client.Godwit;
import dev.godwit.client.Message;
import dev.godwit.wire.ConversationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Prints what came into the home, each message once, in the order of arrival: what others say, and
/// what the person says on other devices. How far it is stands in the home, so that the next
/// listener goes on where this one ended.
final class Inbox {
  private static final String NOTE = "listened";
  private static final int PAGE = 100;

  /// How long a message waits for its sender's handle.
  private static final long NAMELESS_NANOS_MAX = 5_000_000_000L;

  private final Godwit godwit;
  private final Output output;
  private final boolean read;
  private long left;
  private long arrival;
  private long namelessSince;

  /// @param left how many messages of others to print at most
  Inbox(Godwit godwit, Output output, boolean read, long left) {
    this.godwit = godwit;
    this.output = output;
    this.read = read;
    this.left = left;
    String note = godwit.note(NOTE);
    arrival = note.isEmpty() ? 0 : Long.parseLong(note);
  }

  boolean isDone() {
    return left <= 0;
  }

  /// What came while nobody listened, without what was read here since.
  void printBacklog() {
    Map<ConversationId, Long> readThrough = new HashMap<>();
    for (Conversation each : godwit.conversations()) {
      readThrough.put(each.id(), each.readThrough());
    }
    print(readThrough);
  }

  void printNew() {
    print(Map.of());
  }

  private void print(Map<ConversationId, Long> readThrough) {
    long before;
    do {
      before = arrival;
      print(godwit.arrivedAfter(arrival, PAGE), readThrough);
    } while (arrival > before && !isDone());
  }

  private void print(List<Message> page, Map<ConversationId, Long> readThrough) {
    Map<ConversationId, Long> seen = new HashMap<>();
    long before = arrival;
    for (Message message : page) {
      if (isDone() || waitsForName(message)) {
        break;
      }
      arrival = message.arrival();
      long through = readThrough.getOrDefault(message.conversation(), 0L);
      if ((!message.mine() || message.elsewhere()) && message.sequence() > through) {
        print(message, seen);
      }
    }
    if (read) {
      seen.forEach(godwit::markRead);
    }
    if (arrival > before) {
      godwit.putNote(NOTE, Long.toString(arrival));
    }
  }

  /// What others say counts, and is there to be read.
  private void print(Message message, Map<ConversationId, Long> seen) {
    output.message(message);
    if (!message.mine()) {
      left--;
      seen.merge(message.conversation(), message.sequence(), Math::max);
    }
  }

  /// The handle of a new sender is asked from the node, and comes a moment after the first message.
  private boolean waitsForName(Message message) {
    if (!message.from().isEmpty()) {
      namelessSince = 0;
      return false;
    }
    long now = System.nanoTime();
    namelessSince = namelessSince == 0 ? now : namelessSince;
    return now - namelessSince < NAMELESS_NANOS_MAX;
  }
}
