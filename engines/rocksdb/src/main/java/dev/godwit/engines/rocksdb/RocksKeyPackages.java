package dev.godwit.engines.rocksdb;

import static dev.godwit.engines.rocksdb.Column.KEY_PACKAGES;

import dev.godwit.core.account.KeyPackage;
import dev.godwit.core.account.KeyPackages;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/// Key packages in RocksDB.
final class RocksKeyPackages implements KeyPackages {
  private final Database database;
  private final Committer<AccountChanges> committer;

  RocksKeyPackages(Database database, Committer<AccountChanges> committer) {
    this.database = database;
    this.committer = committer;
  }

  @Override
  public int add(AccountId account, DeviceId device, List<KeyPackage> packages, int packagesMax) {
    return committer.commit(
        changes -> {
          Shelf shelf = new Shelf(changes, account, device);
          int taken = 0;
          for (KeyPackage added : packages) {
            taken += shelf.add(added, packagesMax) ? 1 : 0;
          }
          return taken;
        });
  }

  @Override
  public Optional<KeyPackage> claim(AccountId account, DeviceId device, long nowMillis) {
    return claimEach(List.of(new Owner(account, device)), nowMillis).getFirst();
  }

  @Override
  public List<Optional<KeyPackage>> claimEach(List<Owner> owners, long nowMillis) {
    return committer.commit(
        changes -> {
          List<Optional<KeyPackage>> claimed = new ArrayList<>(owners.size());
          for (Owner owner : owners) {
            Shelf shelf = new Shelf(changes, owner.account(), owner.device());
            shelf.forgetExpired(nowMillis);
            claimed.add(shelf.claim(nowMillis));
          }
          return claimed;
        });
  }

  /// Expired ones that are found are forgotten, so that they do not stand in the way of new ones.
  @Override
  public int count(AccountId account, DeviceId device, long nowMillis) {
    List<KeyPackage> all = database.read(open -> oneTime(open, account, device));
    int good = (int) all.stream().filter(p -> p.expiresMillis() > nowMillis).count();
    if (good < all.size()) {
      committer.commitUrgently(
          changes -> {
            new Shelf(changes, account, device).forgetExpired(nowMillis);
            return true;
          });
    }
    return good;
  }

  private static List<KeyPackage> oneTime(OpenDatabase open, AccountId account, DeviceId device)
      throws RocksDBException {
    byte[] prefix = Shelf.prefix(Shelf.ONE_TIME, account, device);
    List<KeyPackage> found = new ArrayList<>();
    try (Range range = open.range(KEY_PACKAGES, prefix, Keys.behind(prefix))) {
      while (range.next()) {
        found.add(AccountRecords.keyPackage(range.value()));
      }
    }
    return found;
  }

  @Override
  public void clear(AccountId account, DeviceId device) {
    committer.commitUrgently(
        changes -> {
          new Shelf(changes, account, device).clear();
          return true;
        });
  }
}
