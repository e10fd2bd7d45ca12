package dev.godwit.gateway.socket;

import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.time.InstantSource;

/// What the sockets of one event loop share, so that each of thousands has one field for it.
///
/// @param outbound bytes that wait for a device: beyond the high mark its socket is given up
record SocketLoop(
    Devices devices,
    SocketLimits limits,
    WriteBufferWaterMark outbound,
    Outbox outbox,
    Resting resting,
    HeartbeatAnswer heartbeat,
    SocketEvents events) {

  static SocketLoop of(
      EventLoop loop,
      Devices devices,
      SocketLimits limits,
      InstantSource time,
      SocketEvents events) {
    int high = limits.outboundBytesMax();
    var outbound = new WriteBufferWaterMark(high / 2, high);
    return new SocketLoop(
        devices,
        limits,
        outbound,
        new Outbox(loop),
        new Resting(loop),
        new HeartbeatAnswer(time),
        events);
  }
}
