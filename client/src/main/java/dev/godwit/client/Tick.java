package dev.godwit.client;

/// How far an own message has come. Each includes those before it.
public enum Tick {
  /// Somebody else's message.
  NONE,
  /// Refused for good, and not stored at the node.
  FAILED,
  /// In the outbox, durably.
  WAITING,
  /// Durable at the node: one tick.
  SENT,
  /// Stored on every other member's device: two ticks.
  DELIVERED,
  /// Seen by every other member: blue ticks.
  READ
}
