package dev.godwit.core.account;

import dev.godwit.wire.Bytes;

/// A key package that was taken to add a device to a group.
///
/// @param keyPackage an encoded MLS KeyPackage
public record ClaimedKeyPackage(AccountDevice device, Bytes keyPackage) {}
