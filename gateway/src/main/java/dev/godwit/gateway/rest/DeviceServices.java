package dev.godwit.gateway.rest;

import dev.godwit.core.account.DeviceDesk;
import dev.godwit.core.account.LinkingDesk;
import dev.godwit.core.media.ArchiveDesk;

/// What stands behind linking, signing in by key, and revoking.
public record DeviceServices(DeviceDesk desk, LinkingDesk linking, ArchiveDesk archives) {}
