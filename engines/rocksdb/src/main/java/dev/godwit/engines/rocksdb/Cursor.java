package dev.godwit.engines.rocksdb;

/// The two numbers of a device's cursor.
record Cursor(long delivered, long read) {
  /// Below every cursor: nothing is kept, not even zeros.
  static final Cursor NONE = new Cursor(-1, 0);

  Cursor max(Cursor other) {
    return new Cursor(Math.max(delivered, other.delivered), Math.max(read, other.read));
  }
}
