package dev.godwit.mls;

/// A part of a group's saved state to be stored or deleted under its key. Deleting is what makes
/// past messages safe: it must be as durable as storing.
public sealed interface Change {
  /// Of printable ASCII, unique within the group.
  String key();

  /// Values under keys that begin with `p` hold nothing secret; all others do.
  record Put(String key, Bytes value) implements Change {}

  record Delete(String key) implements Change {}
}
