package dev.godwit.core.routing;

import dev.godwit.core.session.SessionId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;

/// Where a worker's effects go. Called only from [Worker] methods, on the worker's own thread; none
/// of them blocks. For one session the order of calls is the order on the wire.
public interface Outputs {

  /// Sends an encoded frame to a device. The same `frame` may go to many sessions.
  void write(SessionId session, Bytes frame);

  /// Closes a connection after what was written to it.
  void close(SessionId session, CloseCode code);

  /// For how long nothing has come from the device of a session, as far as its connection knows:
  /// it may answer heartbeats by itself, so that they do not come as inputs.
  long silentMillis(SessionId session);

  /// Hands an input to another worker. Never lost while both run; in order per pair of workers.
  void forward(int worker, Input input);

  /// Asks the store; see [ReadRequest].
  void read(ReadRequest request);

  /// Something of ours failed in one machine; the others go on. To be logged.
  default void mistake(Throwable cause) {}

  /// Answers an [Input.Requested] with the Sent or Error frame.
  void answer(long request, Bytes frame);
}
