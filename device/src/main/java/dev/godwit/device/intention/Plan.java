package dev.godwit.device.intention;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import java.util.List;

/// What an intention comes to with the group as it is now.
sealed interface Plan {

  /// It is so.
  record Done() implements Plan {}

  /// It may not be.
  record Refused(ErrorCode code) implements Plan {}

  /// Devices of these accounts have to be added, for which key packages are needed.
  record Bring(List<AccountId> accounts) implements Plan {}

  /// A commit that adds nobody.
  record Change(List<MemberChange> changes, GroupSettings settings) implements Plan {}

  /// The account says that it leaves.
  record Depart() implements Plan {}
}
