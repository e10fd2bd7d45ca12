package dev.godwit.device.step;

import dev.godwit.device.content.Content;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;

/// One row of history, for the shell to keep and to query. The device writes it and never reads it.
///
/// Rows are shown by sequence; those that have none yet come last, by `order`.
///
/// @param sequence its place in the log, 0 while it waits to be sent or has failed
/// @param order grows with each message that this device sends, 0 for others' messages
/// @param timeMillis the node's time; this device's idea of it while the message waits
public record Message(
    ConversationId conversation,
    EntryId id,
    long sequence,
    long order,
    AccountId account,
    DeviceId device,
    long timeMillis,
    MessageState state,
    Content content) {}
