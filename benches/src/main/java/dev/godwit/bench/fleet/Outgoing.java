package dev.godwit.bench.fleet;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;

/// One message of a device, kept until it is durable at the node.
///
/// @param number counts this sender's messages from 1
/// @param dueNanos when it was due to be sent, on the clock of `System.nanoTime`
record Outgoing(EntryId id, int number, long dueNanos, Bytes payload) {}
