package dev.godwit.bench.scenario;

/// What a node does when it is killed.
enum Moment {
  /// It serves, under load.
  SERVING,
  /// Its store has just begun to write or merge tables.
  COMPACTING,
  /// It makes a backup.
  BACKING_UP,
  /// It starts, after another kill.
  STARTING
}
