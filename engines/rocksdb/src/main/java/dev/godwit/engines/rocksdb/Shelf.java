package dev.godwit.engines.rocksdb;

import static dev.godwit.engines.rocksdb.Column.KEY_PACKAGES;

import dev.godwit.core.account.KeyPackage;
import dev.godwit.engines.rocksdb.AccountChanges.Pair;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;

/// The key packages of one device, and the ids of those that were claimed: until a claimed
/// package has expired, adding it again does not hand it out again.
final class Shelf {
  static final byte ONE_TIME = 'o';
  static final byte LAST_RESORT = 'l';

  /// By id: empty while the package is on the shelf, else empty as well but with a [#CLAIMED]
  /// key.
  static final byte KNOWN = 'i';

  /// By expiry, so that the ids of claimed packages can be forgotten in time.
  static final byte CLAIMED = 'c';

  /// More than a shelf holds.
  private static final int ALL = 10_000;

  /// Ids of claimed packages looked at for expiry by one claim.
  private static final int FORGOTTEN_AT_ONCE_MAX = 8;

  /// Tag, account and device.
  private static final int OWNER_BYTES = 1 + 2 * Keys.ID_BYTES;

  private static final byte[] NOTHING = new byte[0];

  private final AccountChanges changes;
  private final AccountId account;
  private final DeviceId device;

  Shelf(AccountChanges changes, AccountId account, DeviceId device) {
    this.changes = changes;
    this.account = account;
    this.device = device;
  }

  static byte[] prefix(byte tag, AccountId account, DeviceId device) {
    return AccountKeys.owned(tag, account, device, NOTHING);
  }

  boolean add(KeyPackage added, int packagesMax) throws RocksDBException {
    byte[] value = AccountRecords.encode(added);
    if (added.lastResort()) {
      changes.put(KEY_PACKAGES, key(LAST_RESORT, NOTHING), value);
      return true;
    }
    byte[] known = key(KNOWN, added.id().shared());
    if (changes.has(KEY_PACKAGES, known)) {
      return true;
    }
    List<Pair> kept = all(ONE_TIME, ALL);
    if (kept.size() >= packagesMax) {
      return false;
    }
    long place = kept.isEmpty() ? 0 : place(kept.getLast()) + 1;
    changes.put(KEY_PACKAGES, key(ONE_TIME, number(place)), value);
    changes.put(KEY_PACKAGES, known, NOTHING);
    return true;
  }

  /// Takes the oldest one out. Expired ones must have been forgotten before.
  Optional<KeyPackage> claim(long nowMillis) throws RocksDBException {
    List<Pair> oldest = all(ONE_TIME, 1);
    if (oldest.isEmpty()) {
      byte[] last = changes.get(KEY_PACKAGES, key(LAST_RESORT, NOTHING));
      return Optional.ofNullable(last)
          .map(AccountRecords::keyPackage)
          .filter(p -> p.expiresMillis() > nowMillis);
    }
    KeyPackage claimed = AccountRecords.keyPackage(oldest.getFirst().value());
    changes.delete(KEY_PACKAGES, oldest.getFirst().key());
    byte[] key = key(CLAIMED, claimedKey(claimed));
    changes.put(KEY_PACKAGES, key, claimed.id().shared());
    return Optional.of(claimed);
  }

  void forgetExpired(long nowMillis) throws RocksDBException {
    for (Pair pair : all(ONE_TIME, ALL)) {
      KeyPackage kept = AccountRecords.keyPackage(pair.value());
      if (kept.expiresMillis() <= nowMillis) {
        changes.delete(KEY_PACKAGES, pair.key());
        changes.delete(KEY_PACKAGES, key(KNOWN, kept.id().shared()));
      }
    }
    for (Pair pair : all(CLAIMED, FORGOTTEN_AT_ONCE_MAX)) {
      if (place(pair) <= nowMillis) {
        changes.delete(KEY_PACKAGES, pair.key());
        changes.delete(KEY_PACKAGES, key(KNOWN, pair.value()));
      }
    }
  }

  void clear() throws RocksDBException {
    for (byte tag : new byte[] {ONE_TIME, LAST_RESORT, KNOWN, CLAIMED}) {
      for (Pair pair : all(tag, Integer.MAX_VALUE)) {
        changes.delete(KEY_PACKAGES, pair.key());
      }
    }
  }

  private List<Pair> all(byte tag, int pairsMax) throws RocksDBException {
    byte[] prefix = prefix(tag, account, device);
    return changes.startingWith(KEY_PACKAGES, prefix, pairsMax);
  }

  private byte[] key(byte tag, byte[] rest) {
    return AccountKeys.owned(tag, account, device, rest);
  }

  /// `expiry (8) | id`
  private static byte[] claimedKey(KeyPackage claimed) {
    Bytes id = claimed.id();
    return ByteBuffer.allocate(Long.BYTES + id.size())
        .putLong(claimed.expiresMillis())
        .put(id.shared())
        .array();
  }

  /// The key under which the package with the key `oneTime` is known as claimed.
  static byte[] claimedKey(byte[] oneTime, KeyPackage claimed) {
    byte[] rest = claimedKey(claimed);
    return ByteBuffer.allocate(OWNER_BYTES + rest.length)
        .put(CLAIMED)
        .put(oneTime, 1, OWNER_BYTES - 1)
        .put(rest)
        .array();
  }

  private static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /// The number behind tag, account and device.
  private static long place(Pair pair) {
    return ByteBuffer.wrap(pair.key(), OWNER_BYTES, Long.BYTES).getLong();
  }
}
