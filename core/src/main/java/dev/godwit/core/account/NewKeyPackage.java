package dev.godwit.core.account;

import dev.godwit.wire.Bytes;

/// A key package as a device offers it.
///
/// @param bytes an encoded MLS KeyPackage
/// @param expiresMillis when it stops being good, by the clock of the device
/// @param lastResort may be claimed again and again when no other is left
public record NewKeyPackage(Bytes bytes, long expiresMillis, boolean lastResort) {}
