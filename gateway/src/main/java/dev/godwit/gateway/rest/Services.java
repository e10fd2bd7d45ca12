package dev.godwit.gateway.rest;

import dev.godwit.core.account.AccessTokens;
import dev.godwit.core.account.AccountDesk;
import dev.godwit.core.account.KeyPackageDesk;
import dev.godwit.core.account.SignIns;

/// What stands behind the REST interface.
public record Services(
    AccountDesk accounts,
    SignIns signIns,
    AccessTokens tokens,
    KeyPackageDesk keyPackages,
    DeviceServices devices,
    Conversations conversations,
    NodeStatus status) {}
