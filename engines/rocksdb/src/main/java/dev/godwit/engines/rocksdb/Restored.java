package dev.godwit.engines.rocksdb;

import dev.godwit.core.account.KeyPackage;
import java.nio.charset.StandardCharsets;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Takes out of a restored store what must not come back, and marks it as restored.
final class Restored {
  private static final byte[] MARK = "restored".getBytes(StandardCharsets.US_ASCII);
  private static final int PACKAGES_AT_ONCE = 1_000;

  private Restored() {}

  static void clean(OpenDatabase open, long madeMillis) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      deleteAll(open, batch, Column.SIGN_INS, new byte[0]);
      deleteAll(open, batch, Column.ACCOUNTS, AccountKeys.signingKeys());
      batch.put(open.handle(Column.META), MARK, Receipt.encode(madeMillis));
      open.write(batch);
    }
    while (claimSome(open) > 0) {}
  }

  /// When the backup was made from which the store comes, 0 when it was never restored.
  static long madeMillis(OpenDatabase open) throws RocksDBException {
    byte[] value = open.get(Column.META, MARK);
    return value == null ? 0 : Receipt.decode(value);
  }

  private static void deleteAll(OpenDatabase open, WriteBatch batch, Column column, byte[] prefix)
      throws RocksDBException {
    batch.deleteRange(open.handle(column), prefix, Keys.behind(prefix));
  }

  /// Treats one-time packages as claimed: they are not handed out, even if a device adds them
  /// again.
  private static int claimSome(OpenDatabase open) throws RocksDBException {
    byte[] prefix = {Shelf.ONE_TIME};
    int claimed = 0;
    try (WriteBatch batch = new WriteBatch();
        Range range = open.range(Column.KEY_PACKAGES, prefix, Keys.behind(prefix))) {
      for (; claimed < PACKAGES_AT_ONCE && range.next(); claimed++) {
        KeyPackage kept = AccountRecords.keyPackage(range.value());
        batch.delete(open.handle(Column.KEY_PACKAGES), range.key());
        byte[] key = Shelf.claimedKey(range.key(), kept);
        batch.put(open.handle(Column.KEY_PACKAGES), key, kept.id().shared());
      }
      open.write(batch);
    }
    return claimed;
  }
}
