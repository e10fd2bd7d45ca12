package dev.godwit.device.group;

import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Credential;
import dev.godwit.mls.KeyPackage;
import dev.godwit.mls.MlsException;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Key packages that were claimed, looked at before they are used.
public final class Joiners {
  private Joiners() {}

  /// The key package when it is what the node says: this device's of this account, whose identity
  /// is believed.
  public static Optional<Joiner> check(
      Trust trust, AccountId account, DeviceId device, Bytes encoded, long nowSeconds) {
    try {
      KeyPackage keyPackage = KeyPackage.decode(encoded.toArray());
      if (!isOf(trust, keyPackage, account, device)) {
        return Optional.empty();
      }
      long seconds = Math.max(nowSeconds, keyPackage.lifetime().notBeforeSeconds());
      trust.mls().check(keyPackage, seconds);
      return Optional.of(new Joiner(account, device, keyPackage));
    } catch (MlsException e) {
      return Optional.empty();
    }
  }

  private static boolean isOf(
      Trust trust, KeyPackage keyPackage, AccountId account, DeviceId device) {
    Optional<DeviceCertificate> certificate =
        keyPackage.credential() instanceof Credential.Basic(var identity)
            ? Certificates.check(trust.crypto(), MlsBytes.from(identity))
            : Optional.empty();
    return certificate
        .filter(c -> c.account().equals(account) && c.device().equals(device))
        .filter(c -> trust.identities().meet(account, c.identityKey()))
        .filter(c -> !trust.revocations().isRevoked(account, device))
        .isPresent();
  }

  /// What the joiners are towards the node: whole accounts, or more devices of `present`.
  public static List<MemberChange> added(List<Joiner> joiners, AccountId... present) {
    Map<AccountId, List<DeviceId>> devices = new LinkedHashMap<>();
    for (Joiner joiner : joiners) {
      devices.computeIfAbsent(joiner.account(), _ -> new ArrayList<>()).add(joiner.device());
    }
    List<AccountId> there = List.of(present);
    List<MemberChange> changes = new ArrayList<>();
    devices.forEach(
        (account, own) ->
            changes.add(
                there.contains(account)
                    ? new MemberChange(account, MemberChangeKind.DEVICES_ADDED, Role.UNKNOWN, own)
                    : new MemberChange(account, MemberChangeKind.ADDED, Role.MEMBER, own)));
    return changes;
  }
}
