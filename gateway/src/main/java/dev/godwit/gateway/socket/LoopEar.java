package dev.godwit.gateway.socket;

import io.netty.channel.EventLoop;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Until when one event loop has read what arrived at its sockets.
///
/// The loop notes the time every [#NOTE_MILLIS], or as late as it gets to it. Between two notes
/// lies a round over the sockets at which something had arrived: over 4,096 of them at least, and
/// over twice as many as before whenever that was not enough. So [#ROUNDS] notes later, however
/// long that took, all of 60,000 were read.
final class LoopEar implements Ear {
  static final int ROUNDS = 4;
  static final int NOTE_MILLIS = 100;

  private final InstantSource time;
  private final long[] noted = new long[ROUNDS];
  private int oldest;
  private volatile long heardMillis;

  private LoopEar(InstantSource time) {
    this.time = time;
    Arrays.fill(noted, time.millis());
    heardMillis = noted[oldest];
  }

  /// Listens for as long as the loop runs.
  static Ear of(EventLoop loop, InstantSource time) {
    LoopEar ear = new LoopEar(time);
    var _ = loop.scheduleWithFixedDelay(ear::note, NOTE_MILLIS, NOTE_MILLIS, TimeUnit.MILLISECONDS);
    return ear;
  }

  @Override
  public long heardMillis() {
    return heardMillis;
  }

  private void note() {
    heardMillis = noted[oldest];
    noted[oldest] = time.millis();
    oldest = (oldest + 1) % ROUNDS;
  }
}
