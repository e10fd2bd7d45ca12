package dev.godwit.bench.fleet;

import java.util.Arrays;

/// Holds what one sender was promised against what its receiver was shown.
///
/// Messages carry numbers 1, 2, 3, … of their sender. For each number it keeps at which sequence
/// the node acknowledged it and at which the receiver showed it; 0 stands for neither.
public final class DeliveryCheck {
  private long[] acknowledgedAt = new long[64];
  private long[] shownAt = new long[64];
  private int highestShown;
  private long lastSequence;
  private long doubled;
  private long outOfOrder;

  /// The sender has its one tick for `number`, at `sequence`.
  public void onAcknowledged(int number, long sequence) {
    acknowledgedAt = withRoomFor(acknowledgedAt, number);
    acknowledgedAt[number] = sequence;
  }

  /// The receiver shows `number`, which it found at `sequence`.
  public void onShown(int number, long sequence) {
    shownAt = withRoomFor(shownAt, number);
    if (shownAt[number] != 0) {
      doubled++;
      return;
    }
    shownAt[number] = sequence;
    if (number < highestShown || sequence <= lastSequence) {
      outOfOrder++;
    }
    highestShown = Math.max(highestShown, number);
    lastSequence = Math.max(lastSequence, sequence);
  }

  /// What can be said now; messages on their way still count as lost.
  public Verdict verdict() {
    Verdict verdict = new Verdict(0, 0, 0, doubled, outOfOrder);
    int numbers = Math.max(acknowledgedAt.length, shownAt.length);
    for (int number = 1; number < numbers; number++) {
      verdict = verdict.plus(verdictOf(at(acknowledgedAt, number), at(shownAt, number)));
    }
    return verdict;
  }

  private static Verdict verdictOf(long acknowledged, long shown) {
    boolean differ = acknowledged != 0 && shown != 0 && acknowledged != shown;
    return new Verdict(
        acknowledged != 0 ? 1 : 0,
        shown != 0 ? 1 : 0,
        acknowledged != 0 && shown == 0 ? 1 : 0,
        0,
        differ ? 1 : 0);
  }

  private static long at(long[] array, int index) {
    return index < array.length ? array[index] : 0;
  }

  private static long[] withRoomFor(long[] array, int index) {
    return index < array.length
        ? array
        : Arrays.copyOf(array, Math.max(index + 1, array.length * 2));
  }
}
