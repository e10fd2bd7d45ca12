package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.EntryId;

/// An account that asked by a link and waits to be let in.
///
/// @param link the key of the link
/// @param sequence of its entry
public record JoinRequest(
    AccountId account, EntryId link, long sequence, long timeMillis, boolean needsApproval) {}
