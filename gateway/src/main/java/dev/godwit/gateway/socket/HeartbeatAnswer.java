package dev.godwit.gateway.socket;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import java.time.InstantSource;

/// What heartbeats are answered, encoded once for all that come in the same millisecond. For one
/// event loop.
final class HeartbeatAnswer {
  private final InstantSource time;
  private long millis = Long.MIN_VALUE;
  private Bytes frame = Bytes.EMPTY;

  HeartbeatAnswer(InstantSource time) {
    this.time = time;
  }

  Bytes frame() {
    long now = time.millis();
    if (now != millis) {
      millis = now;
      frame = Frame.encode(new Heartbeat(now));
    }
    return frame;
  }
}
