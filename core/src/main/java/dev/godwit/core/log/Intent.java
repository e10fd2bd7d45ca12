package dev.godwit.core.log;

import dev.godwit.wire.Bytes;

/// Work outside a log that an entry of it demands, written with the entry and removed when done.
public record Intent(IntentId id, Bytes content) {}
