package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogId;

/// A stretch of a log whose times do not go back: where it starts, and the time of its first
/// entry.
record Run(LogId log, long first, long timeMillis) {}
