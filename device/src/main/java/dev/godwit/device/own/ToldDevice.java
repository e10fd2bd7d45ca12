package dev.godwit.device.own;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;

/// What the node says of one device of the own account.
///
/// @param certificate an encoded SignedDeviceCertificate
/// @param linkedMillis when it was linked, milliseconds since 1970
/// @param seenMillis when it signed in last, or got new tokens
/// @param revoked whether it was taken out of the account
public record ToldDevice(
    DeviceId id, Bytes certificate, long linkedMillis, long seenMillis, boolean revoked) {}
