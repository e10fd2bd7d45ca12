package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.List;

/// Devices that departed and are still leaves of the group's tree.
///
/// @param whole the account itself left; otherwise it is a member with other devices, or none
public record Orphan(AccountId account, List<DeviceId> devices, boolean whole) {
  public Orphan {
    devices = List.copyOf(devices);
  }

  Orphan with(List<DeviceId> others, boolean nowWhole) {
    List<DeviceId> all = new ArrayList<>(devices);
    others.stream().filter(device -> !all.contains(device)).forEach(all::add);
    return new Orphan(account, all, nowWhole);
  }

  Orphan without(List<DeviceId> gone) {
    return new Orphan(
        account, devices.stream().filter(device -> !gone.contains(device)).toList(), whole);
  }
}
