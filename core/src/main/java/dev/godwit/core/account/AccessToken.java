package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;

/// What a checked access token says.
///
/// @param signIn the sign-in it came from, 32 hexadecimal digits
/// @param expiresMillis from when it is refused, milliseconds since 1970 UTC
public record AccessToken(AccountId account, DeviceId device, String signIn, long expiresMillis) {}
