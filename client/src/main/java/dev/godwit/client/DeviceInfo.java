package dev.godwit.client;

import dev.godwit.device.own.ListedDevice;
import dev.godwit.wire.DeviceId;

/// A device of the own account.
///
/// @param name what the person calls it, empty when nothing was said
/// @param platform what it runs on, as it said when it was linked
/// @param linkedMillis when it was linked, milliseconds since 1970
/// @param seenMillis when it signed in last, or got new tokens; milliseconds since 1970, 0 when the
///     node does not say
/// @param here whether it is this device
/// @param revoked whether it was taken out of the account
/// @param certified whether the account's identity has signed it; one that is not is let in nowhere
/// @param hidden whether this device knows of it and the node does not tell of it
public record DeviceInfo(
    DeviceId id,
    String name,
    String platform,
    long linkedMillis,
    long seenMillis,
    boolean here,
    boolean revoked,
    boolean certified,
    boolean hidden) {

  static DeviceInfo of(ListedDevice device) {
    return new DeviceInfo(
        device.id(),
        device.name(),
        device.platform(),
        device.linkedMillis(),
        device.seenMillis(),
        device.here(),
        device.revoked(),
        device.certified(),
        device.hidden());
  }
}
