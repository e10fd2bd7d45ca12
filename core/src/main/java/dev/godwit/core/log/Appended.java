package dev.godwit.core.log;

/// What became of one [Append].
public sealed interface Appended {

  /// All of it is durable.
  record Done() implements Appended {}

  /// None of it happened: the log's head is `head`, not the expected one.
  record Conflict(long head) implements Appended {}
}
