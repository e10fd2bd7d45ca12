package dev.godwit.gateway.socket;

/// What listens to the devices of some of the sockets.
public interface Ear {

  /// All that had arrived from them until then was read, and [Devices] know of it. In Unix
  /// milliseconds, of the clock that the sockets were given. From any thread; never blocks.
  long heardMillis();
}
