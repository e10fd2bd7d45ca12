package dev.godwit.gateway.socket;

import dev.godwit.wire.Limits;

/// What one socket may cost.
///
/// @param outboundBytesMax bytes that wait for a device to take them; the connection ends beyond
///     that
/// @param framesPerSecondMax frames that are read of one device in a second; more wait in its
///     network
/// @param beatMillis a device counts as heard after each such while in which a frame of it is under
///     way, or the node does not read what it sends
public record SocketLimits(int outboundBytesMax, int framesPerSecondMax, int beatMillis) {
  /// A full window of the largest entries fits in, so only a device that takes nothing gets there.
  public static final SocketLimits DEFAULT =
      new SocketLimits(
          (Limits.SESSION_WINDOW_ENTRIES_MAX + 64) * Limits.ENTRY_BYTES_MAX,
          5_000,
          Limits.HEARTBEAT_MILLIS);
}
