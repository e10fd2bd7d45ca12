package dev.godwit.device.group;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Commit;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import java.util.List;

/// A commit at its place in the log.
///
/// @param epoch that it was made in
record Fact(
    long sequence,
    EntryId id,
    long timeMillis,
    AccountId account,
    DeviceId device,
    long epoch,
    List<MemberChange> changes,
    GroupSettings settings) {

  static Fact of(Entry entry) {
    return new Fact(
        entry.sequence(),
        entry.id(),
        entry.time(),
        entry.account(),
        entry.device(),
        entry.epoch(),
        entry.changes(),
        entry.settings());
  }

  static Fact of(Commit own, Place place, AccountId account, DeviceId device) {
    return new Fact(
        place.sequence(),
        own.id(),
        place.timeMillis(),
        account,
        device,
        own.epoch(),
        own.changes(),
        own.settings());
  }

  boolean isByThis(AccountId self, DeviceId own) {
    return account.equals(self) && device.equals(own);
  }
}
