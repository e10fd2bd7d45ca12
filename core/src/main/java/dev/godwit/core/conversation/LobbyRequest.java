package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;

/// What somebody asks over REST about the links and join requests of a group.
public sealed interface LobbyRequest {
  record MakeLink(Invitation link) implements LobbyRequest {}

  record RevokeLink(EntryId key) implements LobbyRequest {}

  /// @param id of the entry, random
  /// @param key of the link
  record Join(DeviceId device, EntryId id, EntryId key) implements LobbyRequest {}

  record Refuse(AccountId account) implements LobbyRequest {}
}
