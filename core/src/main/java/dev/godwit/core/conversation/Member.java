package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Role;
import java.util.List;

/// One account in a conversation.
///
/// @param devices the devices that are leaves of the MLS group; none when all of them were revoked
/// @param since the sequence of the commit that added the account
/// @param sinceMillis the time of that commit, 0 when it is not known
public record Member(
    AccountId account, Role role, List<DeviceId> devices, long since, long sinceMillis) {
  public Member {
    devices = List.copyOf(devices);
  }

  Member withRole(Role other) {
    return new Member(account, other, devices, since, sinceMillis);
  }

  Member withDevices(List<DeviceId> others) {
    return new Member(account, role, others, since, sinceMillis);
  }
}
