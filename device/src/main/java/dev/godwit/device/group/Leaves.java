package dev.godwit.device.group;

import dev.godwit.device.trust.LeafCheck;
import dev.godwit.mls.Member;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The leaves of a group in one epoch, by the devices that they belong to.
public final class Leaves {
  private final Map<AccountId, Map<DeviceId, Integer>> byAccount = new TreeMap<>();

  private Leaves() {}

  public static Leaves of(List<Member> members, LeafCheck check) {
    Leaves leaves = new Leaves();
    for (Member member : members) {
      DeviceCertificate certificate = check.certificate(member);
      leaves
          .byAccount
          .computeIfAbsent(certificate.account(), _ -> new TreeMap<>())
          .put(certificate.device(), member.leaf());
    }
    return leaves;
  }

  public Set<AccountId> accounts() {
    return byAccount.keySet();
  }

  public boolean has(AccountId account) {
    return byAccount.containsKey(account);
  }

  public boolean has(AccountId account, DeviceId device) {
    return of(account).containsKey(device);
  }

  /// The devices of an account that are in the group.
  public Set<DeviceId> devices(AccountId account) {
    return of(account).keySet();
  }

  /// The places in the tree of these devices of an account.
  Collection<Integer> places(AccountId account, Collection<DeviceId> devices) {
    Map<DeviceId, Integer> places = of(account);
    return devices.stream().filter(places::containsKey).map(places::get).toList();
  }

  private Map<DeviceId, Integer> of(AccountId account) {
    return byAccount.getOrDefault(account, Map.of());
  }
}
