package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import java.util.List;
import java.util.Optional;

/// The port to the engine that keeps key packages.
///
/// Methods block, may be called from several threads, and throw
/// [dev.godwit.core.log.StoreException]. A claim is durable when it returns: no one-time key
/// package is ever handed out twice, whatever crashes, and none comes back from a backup. The
/// contract is `KeyPackagesContract` in `testkit`.
public interface KeyPackages {

  /// Adds packages of a device up to `packagesMax` one-time ones; answers how many were taken. A
  /// package that is there already counts as taken. A last-resort package replaces the one before.
  int add(AccountId account, DeviceId device, List<KeyPackage> packages, int packagesMax);

  /// Takes one unexpired package out, oldest first, or the last-resort one, which stays.
  Optional<KeyPackage> claim(AccountId account, DeviceId device, long nowMillis);

  /// Does the same for many devices by one durable write; answers in their order.
  List<Optional<KeyPackage>> claimEach(List<Owner> owners, long nowMillis);

  /// Whose packages they are.
  record Owner(AccountId account, DeviceId device) {}

  /// How many one-time packages are left that have not expired.
  int count(AccountId account, DeviceId device, long nowMillis);

  /// Forgets all packages of a device; idempotent.
  void clear(AccountId account, DeviceId device);
}
