package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogEntry;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;
import java.nio.ByteBuffer;

/// How an entry is kept: `flags (1) | time (6) | id (16) | frame`.
final class KeptEntry {
  private static final int ATTACHED = 1;
  private static final int FIXED_BYTES = 1 + Keys.NUMBER_BYTES + Keys.ID_BYTES;

  private KeptEntry() {}

  static byte[] encode(LogEntry entry, boolean attached) {
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + entry.frame().size());
    out.put((byte) (attached ? ATTACHED : 0));
    Keys.putNumber(out, entry.timeMillis());
    out.putLong(entry.id().high()).putLong(entry.id().low());
    return out.put(entry.frame().shared()).array();
  }

  static LogEntry decode(long sequence, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value, 1, value.length - 1);
    long timeMillis = Keys.getNumber(in);
    EntryId id = new EntryId(in.getLong(), in.getLong());
    byte[] frame = new byte[in.remaining()];
    in.get(frame);
    return new LogEntry(sequence, id, timeMillis, Bytes.owned(frame));
  }

  static long timeMillis(byte[] value) {
    return Keys.getNumber(ByteBuffer.wrap(value, 1, Keys.NUMBER_BYTES));
  }

  static boolean isAttached(byte[] value) {
    return (value[0] & ATTACHED) != 0;
  }

  /// The sequence at the end of an entry's key.
  static long sequence(byte[] key) {
    return Keys.getNumber(ByteBuffer.wrap(key, Keys.LOG_BYTES, Keys.NUMBER_BYTES));
  }
}
