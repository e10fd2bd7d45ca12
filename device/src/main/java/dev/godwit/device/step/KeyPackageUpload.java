package dev.godwit.device.step;

import dev.godwit.wire.Bytes;

/// A key package for the node to keep until somebody claims it.
///
/// @param bytes an encoded MLS KeyPackage (RFC 9420 §10)
/// @param lastResort may be claimed again and again when no other is left
public record KeyPackageUpload(Bytes bytes, long expiresMillis, boolean lastResort) {}
