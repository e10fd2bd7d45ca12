package dev.godwit.client;

import dev.godwit.wire.AccountId;

/// What two people compare to be sure of each other.
///
/// @param number 60 digits in groups of five, the same on both sides
/// @param qr what a QR code of it holds
/// @param verified whether the person has marked it as compared
/// @param changed whether the other's identity is another one than was compared, and nobody has
///     looked at that
public record Verification(
    AccountId account,
    String handle,
    String number,
    String qr,
    boolean verified,
    boolean changed) {}
