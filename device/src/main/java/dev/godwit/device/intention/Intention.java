package dev.godwit.device.intention;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import java.util.List;

/// What is wanted of a conversation's group. What is so already is done at once.
public sealed interface Intention {

  /// A new group with these accounts and this one in it.
  record Create(List<AccountId> accounts, GroupSettings settings) implements Intention {
    public Create {
      accounts = List.copyOf(accounts);
    }
  }

  /// These accounts are members, each with all its devices.
  record Add(List<AccountId> accounts) implements Intention {
    public Add {
      accounts = List.copyOf(accounts);
    }
  }

  /// These accounts are no members.
  record Remove(List<AccountId> accounts) implements Intention {
    public Remove {
      accounts = List.copyOf(accounts);
    }
  }

  /// These devices of this account are in the group, beside those that are.
  record AddDevices(List<DeviceId> devices) implements Intention {
    public AddDevices {
      devices = List.copyOf(devices);
    }
  }

  /// These devices of this account are not in the group.
  record RemoveDevices(List<DeviceId> devices) implements Intention {
    public RemoveDevices {
      devices = List.copyOf(devices);
    }
  }

  record SetRole(AccountId account, Role role) implements Intention {}

  record SetSettings(GroupSettings settings) implements Intention {}

  /// This account is no member.
  record Leave() implements Intention {}

  /// Nobody who has left has keys of the group.
  record TakeOutDeparted() implements Intention {}
}
