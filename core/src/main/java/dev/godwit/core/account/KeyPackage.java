package dev.godwit.core.account;

import dev.godwit.wire.Bytes;

/// An MLS key package (RFC 9420 section 10) that somebody may claim once to add the device.
///
/// @param id its hash, which makes adding it idempotent
/// @param bytes the encoded MLS KeyPackage
/// @param lastResort may be claimed again and again when no other is left
public record KeyPackage(Bytes id, Bytes bytes, long expiresMillis, boolean lastResort) {}
