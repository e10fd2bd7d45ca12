package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// A family of refresh tokens: what one sign-in of one device grew into.
///
/// @param id random, 16 bytes
/// @param tokenHash SHA-256 of the only refresh token that is good now
/// @param previousHash SHA-256 of the one before, empty at first: using it again ends the family
/// @param generation counts the refreshes; a change is a compare-and-set on it
/// @param expiresMillis when the family ends unless it is refreshed
public record SignIn(
    Bytes id,
    AccountId account,
    DeviceId device,
    Bytes tokenHash,
    Bytes previousHash,
    long generation,
    long expiresMillis) {}
