package dev.godwit.gateway.socket;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;

/// The node's end of one connected device. Safe for several threads; never blocks.
public interface Link {

  /// Sends an encoded frame. Frames of one thread arrive in its order.
  void write(Bytes frame);

  /// For how long no heartbeat was answered that the workers know nothing of.
  long silentMillis();

  /// Closes the connection after what was written.
  void close(CloseCode code);
}
