package dev.godwit.testkit.sim;

import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.Ack;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/// What one session was sent and the node has not seen acknowledged.
final class InFlight {
  private final Map<ConversationId, NavigableSet<Long>> sent = new HashMap<>();
  private int window = Limits.SESSION_WINDOW_ENTRIES_MAX;

  /// The node takes a frame of the device.
  void onReceived(Frame frame) {
    switch (frame) {
      case Hello hello -> window = hello.window();
      case Ack ack -> of(ack.conversation()).headSet(ack.sequence(), true).clear();
      case AccountAck ack -> of(ConversationId.NONE).headSet(ack.sequence(), true).clear();
      case Fetch fetch -> of(fetch.conversation()).clear();
      default -> {}
    }
  }

  /// The node writes a frame to the device.
  void onWritten(Frame frame) {
    switch (frame) {
      case Entry entry -> of(entry.conversation()).add(entry.sequence());
      case AccountEntry entry -> of(ConversationId.NONE).add(entry.sequence());
      default -> {}
    }
  }

  boolean isWithinWindow() {
    return sent.values().stream().mapToInt(NavigableSet::size).sum() <= window;
  }

  private NavigableSet<Long> of(ConversationId conversation) {
    return sent.computeIfAbsent(conversation, id -> new TreeSet<>());
  }
}
