package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.Cut;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// Which history of the store this is. Each restore begins another one, and keeps where every log
/// ended then.
final class Generations {
  private static final byte[] CURRENT = "generation".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CUTS = "cuts/".getBytes(StandardCharsets.US_ASCII);
  private static final int CUT_BYTES = 2 * Long.BYTES;
  private static final int LOGS_AT_ONCE = 10_000;

  /// Two restores in the same millisecond, or by a clock that stands, differ by these.
  private static final int RANDOM_BITS = 20;

  private Generations() {}

  /// 0 when the store was never restored.
  static long current(OpenDatabase open) throws RocksDBException {
    byte[] value = open.get(Column.META, CURRENT);
    return value == null ? 0 : Receipt.decode(value);
  }

  /// The restore's last step but one: the folder is marked as whole after it.
  static void begin(OpenDatabase open, long nowMillis) throws RocksDBException {
    long random = new SecureRandom().nextInt(1 << RANDOM_BITS);
    long next = Math.max(current(open) + 1, (nowMillis << RANDOM_BITS) + random);
    try (Range logs = open.all(Column.HEADS);
        WriteBatch batch = new WriteBatch()) {
      while (logs.next()) {
        cut(open, batch, logs.key(), new Cut(next, Head.decode(logs.value()).sequence()));
        if (batch.count() >= LOGS_AT_ONCE) {
          open.write(batch);
          batch.clear();
        }
      }
      batch.put(open.handle(Column.META), CURRENT, Receipt.encode(next));
      open.write(batch);
    }
  }

  private static void cut(OpenDatabase open, WriteBatch batch, byte[] log, Cut cut)
      throws RocksDBException {
    byte[] key = key(log);
    List<Cut> all = new ArrayList<>(decode(open.get(Column.META, key)));
    all.add(cut);
    List<Cut> newest = all.subList(Math.max(0, all.size() - Cut.CUTS_MAX), all.size());
    batch.put(open.handle(Column.META), key, encode(newest));
  }

  /// The key of a log's cuts, by the key of its head.
  static byte[] key(byte[] log) {
    return ByteBuffer.allocate(CUTS.length + log.length).put(CUTS).put(log).array();
  }

  private static byte[] encode(List<Cut> cuts) {
    ByteBuffer out = ByteBuffer.allocate(cuts.size() * CUT_BYTES);
    cuts.forEach(cut -> out.putLong(cut.generation()).putLong(cut.head()));
    return out.array();
  }

  static List<Cut> decode(byte @Nullable [] value) {
    List<Cut> cuts = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(value == null ? new byte[0] : value);
    while (in.hasRemaining()) {
      cuts.add(new Cut(in.getLong(), in.getLong()));
    }
    return cuts;
  }
}
