package dev.godwit.client;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import java.net.URI;

/// Who this home belongs to.
///
/// @param handle without the sign before it
/// @param server the node's address
public record Me(AccountId account, DeviceId device, String handle, URI server) {}
