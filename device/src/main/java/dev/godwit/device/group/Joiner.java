package dev.godwit.device.group;

import dev.godwit.mls.KeyPackage;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;

/// A device that a commit brings into a group, with the key package it is added by.
public record Joiner(AccountId account, DeviceId device, KeyPackage keyPackage) {}
