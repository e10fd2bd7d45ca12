package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;

/// What somebody asks over REST about the links and join requests of a group.
public sealed interface LobbyRequest {
  record MakeLink(Invitation link) implements LobbyRequest {}

  record RevokeLink(EntryId key) implements LobbyRequest {}

  /// @param id of the entry, random
  /// @param key of the link
  /// @param proof that the link was given to the account, for the members to check
  record Join(DeviceId device, EntryId id, EntryId key, Bytes proof) implements LobbyRequest {}

  record Refuse(AccountId account) implements LobbyRequest {}
}
