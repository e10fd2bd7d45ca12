package dev.godwit.device.content;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;

/// One thing that changed in a group, as a line of the history says it. Who did it is the account
/// of the row.
public sealed interface GroupChange {

  /// The group was made.
  record Created() implements GroupChange {}

  record Added(AccountId account) implements GroupChange {}

  record Removed(AccountId account) implements GroupChange {}

  record Left(AccountId account) implements GroupChange {}

  record RoleChanged(AccountId account, Role role) implements GroupChange {}

  record SettingsChanged(GroupSettings settings) implements GroupChange {}

  /// Somebody asks to be let in by an invitation link.
  record JoinRequested(AccountId account) implements GroupChange {}

  /// A change was not what it claims to be, or not allowed, and this device does not follow it; the
  /// account of the row says whose it was. Told by this device alone.
  record Refused(RefusalReason reason) implements GroupChange {}

  /// The account has another identity: its safety number is another now. Told by this device alone,
  /// not by an entry of the log.
  record IdentityChanged(AccountId account) implements GroupChange {}
}
