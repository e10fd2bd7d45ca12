package dev.godwit.bench.fleet;

import dev.godwit.wire.Entry;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/// What became of the messages of one group after the other, over all members. For the thread of
/// the loop only.
final class GroupTally {
  private static final int MESSAGES_FIRST = 1_024;
  private static final long NANOS_MAX = 60_000_000_000L;
  private static final int DIGITS = 3;

  /// How many members have to get each message.
  private final int receivers;

  /// By the message's number: when it was sent, and how many members have it.
  private long[] sentNanos = new long[MESSAGES_FIRST];
  private int[] got = new int[MESSAGES_FIRST];

  /// Of the group, by the sequence: the number of the message plus one, as it was found first.
  private int[] numberAt = new int[MESSAGES_FIRST];

  private int messages;
  private int complete;
  private long deliveries;
  private long outOfOrder;
  private Histogram lastNanos = new Histogram(NANOS_MAX, DIGITS);

  GroupTally(int receivers) {
    this.receivers = receivers;
  }

  /// From now on messages are those of another group; all of the one before have arrived.
  void beginAnother() {
    numberAt = new int[MESSAGES_FIRST];
  }

  /// A message is about to be sent; answers its number.
  int onSend(long nowNanos) {
    int number = messages++;
    if (number == sentNanos.length) {
      sentNanos = Arrays.copyOf(sentNanos, 2 * number);
      got = Arrays.copyOf(got, 2 * number);
    }
    sentNanos[number] = nowNanos;
    return number;
  }

  /// A member got an entry; true when it was the last one to get it.
  boolean onEntry(Entry entry, long nowNanos) {
    int number = Payload.number(entry.payload());
    deliveries++;
    checkOrder((int) entry.sequence(), number);
    if (++got[number] < receivers) {
      return false;
    }
    complete++;
    lastNanos.recordValue(Math.min(NANOS_MAX, nowNanos - sentNanos[number]));
    return true;
  }

  private void checkOrder(int sequence, int number) {
    if (sequence >= numberAt.length) {
      numberAt = Arrays.copyOf(numberAt, 2 * sequence);
    }
    if (numberAt[sequence] == 0) {
      numberAt[sequence] = number + 1;
    } else if (numberAt[sequence] != number + 1) {
      outOfOrder++;
    }
  }

  /// Messages that not every member has.
  int inFlight() {
    return messages - complete;
  }

  int messages() {
    return messages;
  }

  long deliveries() {
    return deliveries;
  }

  long outOfOrder() {
    return outOfOrder;
  }

  /// Nanoseconds until the last member had a message, since the last call.
  Histogram takeLatencies() {
    Histogram taken = lastNanos;
    lastNanos = new Histogram(NANOS_MAX, DIGITS);
    return taken;
  }
}
