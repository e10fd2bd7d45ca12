package dev.godwit.core.log;

import dev.godwit.wire.AccountId;

/// When an account was last connected, milliseconds since 1970 UTC.
public record LastSeen(AccountId account, long timeMillis) {}
