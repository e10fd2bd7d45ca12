package dev.godwit.device.step;

import dev.godwit.wire.ErrorCode;

/// Where a message stands. Delivered and read are not states of it but numbers of its conversation:
/// an own message is delivered when `deliveredThrough` has reached its sequence.
public sealed interface MessageState {

  /// Somebody else's, or sent by another device of this account.
  record Received() implements MessageState {}

  /// In the outbox: no tick yet. It is sent as soon as that is possible, whatever happens
  /// meanwhile.
  record Waiting() implements MessageState {}

  /// Durable at the node: one tick.
  record Sent() implements MessageState {}

  /// Refused for good, and not stored at the node.
  record Failed(ErrorCode code) implements MessageState {}
}
