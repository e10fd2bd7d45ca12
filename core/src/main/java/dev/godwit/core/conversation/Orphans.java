package dev.godwit.core.conversation;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that departed and is still in the group's tree. Immutable. Bounded by the leaves that
/// a tree may have.
public record Orphans(Map<AccountId, Orphan> byAccount) {
  static final Orphans NONE = new Orphans(Map.of());

  public Orphans {
    byAccount = Map.copyOf(byAccount);
  }

  Optional<Orphan> of(AccountId account) {
    return Optional.ofNullable(byAccount.get(account));
  }

  public boolean isEmpty() {
    return byAccount.isEmpty();
  }

  int devices() {
    return byAccount.values().stream().mapToInt(orphan -> orphan.devices().size()).sum();
  }

  /// The whole account has left with these devices.
  Orphans plus(AccountId account, List<DeviceId> devices) {
    return put(account, devices, true);
  }

  /// One device of an account that stays has departed.
  Orphans plus(AccountId account, DeviceId device) {
    return put(account, List.of(device), of(account).map(Orphan::whole).orElse(false));
  }

  private Orphans put(AccountId account, List<DeviceId> devices, boolean whole) {
    Map<AccountId, Orphan> all = new LinkedHashMap<>(byAccount);
    Orphan kept = all.getOrDefault(account, new Orphan(account, List.of(), whole));
    all.put(account, kept.with(devices, whole));
    return new Orphans(all);
  }

  /// All leaves of the account are gone.
  Orphans minus(AccountId account) {
    if (!byAccount.containsKey(account)) {
      return this;
    }
    Map<AccountId, Orphan> all = new LinkedHashMap<>(byAccount);
    all.remove(account);
    return new Orphans(all);
  }

  /// Some leaves of the account are gone.
  Orphans minus(AccountId account, List<DeviceId> devices) {
    Optional<Orphan> left = of(account).map(orphan -> orphan.without(devices));
    Orphans others = minus(account);
    return left.isEmpty() || left.get().devices().isEmpty()
        ? others
        : others.put(account, left.get().devices(), left.get().whole());
  }

  void encode(StateWriter out) {
    out.number(byAccount.size());
    for (Orphan orphan : byAccount.values()) {
      out.id(orphan.account().high(), orphan.account().low()).flag(orphan.whole());
      out.number(orphan.devices().size());
      orphan.devices().forEach(device -> out.id(device.high(), device.low()));
    }
  }

  static Orphans decode(StateReader in) {
    Map<AccountId, Orphan> all = new LinkedHashMap<>();
    for (int left = in.count(); left > 0; left--) {
      AccountId account = new AccountId(in.half(), in.half());
      boolean whole = in.flag();
      List<DeviceId> devices = new ArrayList<>();
      for (int more = in.count(); more > 0; more--) {
        devices.add(new DeviceId(in.half(), in.half()));
      }
      all.put(account, new Orphan(account, devices, whole));
    }
    return new Orphans(all);
  }
}
