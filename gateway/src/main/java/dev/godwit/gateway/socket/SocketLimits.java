package dev.godwit.gateway.socket;

import dev.godwit.wire.Limits;

/// What one socket may cost.
///
/// @param outboundBytesMax bytes that wait for a device to take them; the connection ends beyond
///     that
/// @param framesPerSecondMax frames that are read of one device in a second; more wait in its
///     network
/// @param partMillis a frame that is longer under way counts as a heartbeat after each such while
public record SocketLimits(int outboundBytesMax, int framesPerSecondMax, int partMillis) {
  /// A full window of the largest entries fits in, so only a device that takes nothing gets there.
  public static final SocketLimits DEFAULT =
      new SocketLimits(
          (Limits.SESSION_WINDOW_ENTRIES_MAX + 64) * Limits.ENTRY_BYTES_MAX,
          5_000,
          Limits.HEARTBEAT_MILLIS);
}
