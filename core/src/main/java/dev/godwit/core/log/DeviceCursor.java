package dev.godwit.core.log;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;

/// How far one device is in one conversation: the last sequence it stored and the last that was
/// read on it, 0 for none.
public record DeviceCursor(
    ConversationId conversation, AccountId account, DeviceId device, long delivered, long read) {}
