package dev.godwit.node;

import org.jctools.queues.QueueProgressIndicators;

/// Until when a worker has taken everything that arrived. A mark is put behind what waits; when all
/// before it is taken, everything from before the mark's time is.
///
/// So a worker that does not keep up takes nobody for silent whose frames wait for it, and after a
/// pause of the process there is time to take what came meanwhile.
final class Hearing {
  private final QueueProgressIndicators inputs;
  private long mark;
  private long markMillis;
  private long heardMillis;

  Hearing(QueueProgressIndicators inputs) {
    this.inputs = inputs;
  }

  /// Asked at every tick, by the thread that takes; never later than `nowMillis`, whatever the
  /// clock does.
  long heardMillis(long nowMillis) {
    if (inputs.currentConsumerIndex() >= mark) {
      heardMillis = markMillis;
      mark = inputs.currentProducerIndex();
      markMillis = nowMillis;
    }
    heardMillis = Math.min(heardMillis, nowMillis);
    return heardMillis;
  }
}
