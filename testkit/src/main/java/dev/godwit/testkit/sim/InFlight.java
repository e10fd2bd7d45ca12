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

/// What one session was sent and has not acknowledged.
final class InFlight {
  /// One log in one session. An acknowledgement may overtake an entry that the node writes at the
  /// same moment: that one is not under way.
  private static final class Lane {
    private final NavigableSet<Long> sent = new TreeSet<>();
    private long acknowledged;

    void acknowledge(long sequence) {
      acknowledged = Math.max(acknowledged, sequence);
      sent.headSet(sequence, true).clear();
    }

    void send(long sequence) {
      if (sequence > acknowledged) {
        sent.add(sequence);
      }
    }

    void rewind(long sequence) {
      acknowledged = sequence;
      sent.clear();
    }
  }

  private final Map<ConversationId, Lane> lanes = new HashMap<>();
  private int window = Limits.SESSION_WINDOW_ENTRIES_MAX;

  /// The node is about to take a frame of the device.
  void onReceived(Frame frame) {
    switch (frame) {
      case Hello hello -> window = hello.window();
      case Ack ack -> of(ack.conversation()).acknowledge(ack.sequence());
      case AccountAck ack -> of(ConversationId.NONE).acknowledge(ack.sequence());
      case Fetch fetch -> of(fetch.conversation()).rewind(fetch.sequence());
      default -> {}
    }
  }

  /// The node writes a frame to the device.
  void onWritten(Frame frame) {
    switch (frame) {
      case Entry entry -> of(entry.conversation()).send(entry.sequence());
      case AccountEntry entry when entry.sequence() > 0 ->
          of(ConversationId.NONE).send(entry.sequence());
      default -> {}
    }
  }

  boolean isWithinWindow() {
    return lanes.values().stream().mapToInt(lane -> lane.sent.size()).sum() <= window;
  }

  private Lane of(ConversationId conversation) {
    return lanes.computeIfAbsent(conversation, id -> new Lane());
  }
}
