package dev.godwit.device.own;

import dev.godwit.wire.DeviceId;

/// A device of the own account as a person sees it: what the node says, held against what this
/// device knows.
///
/// @param name what the person calls it, empty when nothing was said
/// @param platform as its certificate says, empty when it has none that holds
/// @param seenMillis as the node says, 0 when it says nothing
/// @param here whether it is this one
/// @param revoked whether it was taken out of the account, as the node says or this device knows
/// @param certified whether the account's identity has signed it; one that is not is let in nowhere
/// @param hidden whether this device knows of it and the node does not tell of it
public record ListedDevice(
    DeviceId id,
    String name,
    String platform,
    long linkedMillis,
    long seenMillis,
    boolean here,
    boolean revoked,
    boolean certified,
    boolean hidden) {}
