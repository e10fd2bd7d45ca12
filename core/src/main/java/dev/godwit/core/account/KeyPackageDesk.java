package dev.godwit.core.account;

import dev.godwit.core.account.AttemptLimiter.Rate;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes key packages in and hands them out. Methods block.
public final class KeyPackageDesk {
  /// One encoded key package.
  public static final int KEY_PACKAGE_BYTES_MAX = 4_096;

  /// Key packages in one request: all one-time ones and the last resort.
  public static final int ADDED_AT_ONCE_MAX = Limits.KEY_PACKAGES_PER_DEVICE_MAX + 1;

  /// The node keeps a key package no longer than this, whatever its device says.
  static final long KEPT_MILLIS_MAX = Duration.ofDays(90).toMillis();

  /// How often one account may claim from another: nobody can take all one-time packages.
  static final Rate CLAIMS = Rate.of(10, 1, Duration.ofMinutes(1));

  /// Key packages of one own device that are claimed at once.
  public static final int CLAIMED_AT_ONCE_MAX = 50;

  private final Accounts accounts;
  private final KeyPackages packages;
  private final InstantSource time;
  private final AttemptLimiter claims;

  public KeyPackageDesk(Accounts accounts, KeyPackages packages, InstantSource time) {
    this.accounts = accounts;
    this.packages = packages;
    this.time = time;
    this.claims = new AttemptLimiter(CLAIMS, time);
  }

  /// Adds packages of a device and answers how many one-time ones there are then. Those beyond
  /// [Limits#KEY_PACKAGES_PER_DEVICE_MAX] are not taken, and none that have expired: nobody could
  /// use them, and the device makes others when it finds them missing. Idempotent.
  public Reply<Integer> add(AccountId account, DeviceId device, List<NewKeyPackage> added) {
    return check(added)
        .map(
            sound -> {
              packages.add(
                  account,
                  device,
                  sound.stream().filter(this::isGood).map(this::kept).toList(),
                  Limits.KEY_PACKAGES_PER_DEVICE_MAX);
              return count(account, device);
            });
  }

  /// One-time packages of a device that are left.
  public int count(AccountId account, DeviceId device) {
    return packages.count(account, device, time.millis());
  }

  /// Takes up to `count` packages of one device, for another device of the same account that adds
  /// it to that many conversations. The last resort comes once, when there are too few others.
  public Reply<List<ClaimedKeyPackage>> claimOwn(AccountId account, DeviceId id, int count) {
    Optional<AccountDevice> device =
        accounts.device(account, id).filter(found -> !found.isRevoked());
    if (device.isEmpty()) {
      return Reply.refused(ErrorCode.NOT_FOUND);
    }
    List<ClaimedKeyPackage> claimed = new ArrayList<>();
    for (int i = 0; i < count && count(account, id) > 0; i++) {
      claimOne(device.get()).ifPresent(claimed::add);
    }
    if (claimed.isEmpty()) {
      claimOne(device.get()).ifPresent(claimed::add);
    }
    return claimed.isEmpty()
        ? Reply.refused(ErrorCode.NO_KEY_PACKAGE)
        : Reply.given(List.copyOf(claimed));
  }

  private Optional<ClaimedKeyPackage> claimOne(AccountDevice device) {
    return packages
        .claim(device.account(), device.id(), time.millis())
        .map(taken -> new ClaimedKeyPackage(device, taken.bytes()));
  }

  /// Takes one package of each device of `account` that has one.
  public Reply<List<ClaimedKeyPackage>> claim(AccountId claimer, AccountId account) {
    if (accounts.byId(account).isEmpty()) {
      return Reply.refused(ErrorCode.ACCOUNT_UNKNOWN);
    }
    long wait = claims.take(claimer + "/" + account);
    if (wait > 0) {
      return Reply.refused(ErrorCode.RATE_LIMITED, wait);
    }
    List<ClaimedKeyPackage> claimed = new ArrayList<>();
    for (AccountDevice device : accounts.devices(account)) {
      if (!device.isRevoked()) {
        packages
            .claim(account, device.id(), time.millis())
            .ifPresent(taken -> claimed.add(new ClaimedKeyPackage(device, taken.bytes())));
      }
    }
    return claimed.isEmpty()
        ? Reply.refused(ErrorCode.NO_KEY_PACKAGE)
        : Reply.given(List.copyOf(claimed));
  }

  /// What was taken of many accounts.
  ///
  /// @param unreachable accounts of which no device has a package, or that were claimed too often
  public record ClaimedMany(List<ClaimedKeyPackage> keyPackages, List<AccountId> unreachable) {}

  /// Takes one package of each device of each of `wanted`, by one durable write.
  public Reply<ClaimedMany> claimMany(AccountId claimer, List<AccountId> wanted) {
    List<AccountDevice> devices =
        wanted.stream()
            .distinct()
            .filter(account -> claims.take(claimer + "/" + account) == 0)
            .flatMap(account -> accounts.devices(account).stream())
            .filter(device -> !device.isRevoked())
            .toList();
    List<KeyPackages.Owner> owners =
        devices.stream().map(each -> new KeyPackages.Owner(each.account(), each.id())).toList();
    List<Optional<KeyPackage>> taken =
        owners.isEmpty() ? List.of() : packages.claimEach(owners, time.millis());
    List<ClaimedKeyPackage> claimed = new ArrayList<>();
    Set<AccountId> unreachable = new LinkedHashSet<>(wanted);
    for (int i = 0; i < devices.size(); i++) {
      AccountDevice device = devices.get(i);
      taken
          .get(i)
          .ifPresent(
              found -> {
                claimed.add(new ClaimedKeyPackage(device, found.bytes()));
                unreachable.remove(device.account());
              });
    }
    return Reply.given(new ClaimedMany(List.copyOf(claimed), List.copyOf(unreachable)));
  }

  /// Whether a device may offer these.
  static Reply<List<NewKeyPackage>> check(List<NewKeyPackage> added) {
    boolean sound =
        added.size() <= ADDED_AT_ONCE_MAX
            && added.stream()
                .allMatch(
                    each ->
                        !each.bytes().isEmpty() && each.bytes().size() <= KEY_PACKAGE_BYTES_MAX);
    return sound ? Reply.given(added) : Reply.refused(ErrorCode.KEY_PACKAGE_INVALID);
  }

  /// A device whose clock is far behind makes packages that have expired already.
  private boolean isGood(NewKeyPackage added) {
    return added.expiresMillis() == 0 || added.expiresMillis() > time.millis();
  }

  /// The device's clock may be years ahead; its peers judge the life time inside the package.
  private KeyPackage kept(NewKeyPackage added) {
    long now = time.millis();
    long latest = now + KEPT_MILLIS_MAX;
    boolean plausible = added.expiresMillis() != 0 && added.expiresMillis() < latest;
    return new KeyPackage(
        Sha256.of(added.bytes().shared()),
        added.bytes(),
        plausible ? added.expiresMillis() : latest,
        added.lastResort());
  }
}
