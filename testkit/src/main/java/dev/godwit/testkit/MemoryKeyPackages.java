package dev.godwit.testkit;

import dev.godwit.core.account.KeyPackage;
import dev.godwit.core.account.KeyPackages;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Key packages in memory, held to `KeyPackagesContract`.
public final class MemoryKeyPackages implements KeyPackages {
  private final Faults faults = new Faults();
  private final Map<Owner, Shelf> shelves = new LinkedHashMap<>();

  private static final class Shelf {
    private final Map<Bytes, KeyPackage> oneTime = new LinkedHashMap<>();
    private final Set<Bytes> claimed = new HashSet<>();
    private Optional<KeyPackage> lastResort = Optional.empty();

    Shelf copy() {
      Shelf copy = new Shelf();
      copy.oneTime.putAll(oneTime);
      copy.claimed.addAll(claimed);
      copy.lastResort = lastResort;
      return copy;
    }

    void claimAll() {
      List.copyOf(oneTime.values()).forEach(this::take);
    }

    boolean add(KeyPackage keyPackage, int packagesMax) {
      if (keyPackage.lastResort()) {
        lastResort = Optional.of(keyPackage);
        return true;
      }
      if (claimed.contains(keyPackage.id()) || oneTime.containsKey(keyPackage.id())) {
        return true;
      }
      if (oneTime.size() >= packagesMax) {
        return false;
      }
      oneTime.put(keyPackage.id(), keyPackage);
      return true;
    }

    Optional<KeyPackage> next(long nowMillis) {
      return oneTime.values().stream().filter(p -> p.expiresMillis() > nowMillis).findFirst();
    }

    void forgetExpired(long nowMillis) {
      oneTime.values().removeIf(p -> p.expiresMillis() <= nowMillis);
    }

    Optional<KeyPackage> claim(long nowMillis) {
      Optional<KeyPackage> next = next(nowMillis);
      forgetExpired(nowMillis);
      next.ifPresent(this::take);
      return next.isPresent() ? next : lastResort.filter(p -> p.expiresMillis() > nowMillis);
    }

    private void take(KeyPackage keyPackage) {
      oneTime.remove(keyPackage.id());
      claimed.add(keyPackage.id());
    }
  }

  public Faults faults() {
    return faults;
  }

  /// Keeps all that is here now. What it answers goes back to that; one-time packages count as
  /// claimed then, since they may have been.
  public synchronized Runnable backup() {
    Snapshot kept = new Snapshot().of(shelves, Shelf::copy);
    return () -> restore(kept);
  }

  private synchronized void restore(Snapshot kept) {
    kept.goBack();
    shelves.values().forEach(Shelf::claimAll);
  }

  private Shelf shelf(AccountId account, DeviceId device) {
    return shelves.computeIfAbsent(new Owner(account, device), owner -> new Shelf());
  }

  @Override
  public synchronized int add(
      AccountId account, DeviceId device, List<KeyPackage> packages, int packagesMax) {
    int[] taken = {0};
    faults.write(
        () ->
            taken[0] =
                (int)
                    packages.stream()
                        .filter(p -> shelf(account, device).add(p, packagesMax))
                        .count());
    return taken[0];
  }

  @Override
  public synchronized Optional<KeyPackage> claim(
      AccountId account, DeviceId device, long nowMillis) {
    return claimEach(List.of(new Owner(account, device)), nowMillis).getFirst();
  }

  @Override
  public synchronized List<Optional<KeyPackage>> claimEach(List<Owner> owners, long nowMillis) {
    faults.checkRead();
    List<Optional<KeyPackage>> claimed = new ArrayList<>();
    faults.write(
        () ->
            owners.forEach(
                owner -> claimed.add(shelf(owner.account(), owner.device()).claim(nowMillis))));
    return claimed;
  }

  @Override
  public synchronized int count(AccountId account, DeviceId device, long nowMillis) {
    faults.checkRead();
    return (int)
        shelf(account, device).oneTime.values().stream()
            .filter(p -> p.expiresMillis() > nowMillis)
            .count();
  }

  @Override
  public synchronized void clear(AccountId account, DeviceId device) {
    faults.write(() -> shelves.remove(new Owner(account, device)));
  }
}
