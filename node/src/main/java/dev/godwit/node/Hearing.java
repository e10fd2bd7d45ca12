package dev.godwit.node;

import java.util.function.LongUnaryOperator;
import org.jctools.queues.QueueProgressIndicators;

/// Until when a worker has taken everything that arrived. A mark is put behind what waits; when all
/// before it is taken, everything that was read from the network at the mark's time is.
///
/// So neither a worker nor a network thread that does not keep up takes anybody for silent whose
/// frames wait for it, and after a pause of the process there is time to take what came meanwhile.
final class Hearing {
  private final QueueProgressIndicators inputs;
  private final LongUnaryOperator read;
  private long mark;
  private long markMillis;
  private long heardMillis;

  /// @param read all that arrived until then is among the inputs, as far as it ever will be; for
  ///     the time that it is now
  Hearing(QueueProgressIndicators inputs, LongUnaryOperator read) {
    this.inputs = inputs;
    this.read = read;
  }

  /// Asked at every tick, by the thread that takes; never later than `nowMillis`, whatever the
  /// clock does.
  long heardMillis(long nowMillis) {
    if (inputs.currentConsumerIndex() >= mark) {
      heardMillis = markMillis;
      // In this order: what was read by then lies before the mark.
      markMillis = read.applyAsLong(nowMillis);
      mark = inputs.currentProducerIndex();
    }
    heardMillis = Math.min(heardMillis, nowMillis);
    return heardMillis;
  }
}
