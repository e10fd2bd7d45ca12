package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogEntry;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;
import java.nio.ByteBuffer;

/// How an entry is kept: `flags (1) | time (6) | id (16) | frame`, or with a [Cut]
/// `flags (1) | time (6) | id (16) | cut (2) | what the cut leaves of the frame`.
final class KeptEntry {
  private static final int ATTACHED = 1;
  private static final int CUT = 2;
  private static final int FIXED_BYTES = 1 + Keys.NUMBER_BYTES + Keys.ID_BYTES;

  private KeptEntry() {}

  static byte[] encode(byte[] key, LogEntry entry, boolean attached) {
    Cut cut = Cut.of(key, entry);
    int flags = (attached ? ATTACHED : 0) | (cut.isNone() ? 0 : CUT);
    ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + cut.keptBytes(entry.frame().size()));
    Keys.putNumber(out.put((byte) flags), entry.timeMillis());
    out.putLong(entry.id().high()).putLong(entry.id().low());
    return cut.putKept(out, entry.frame().shared()).array();
  }

  static LogEntry decode(byte[] key, byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value, 1, value.length - 1);
    long timeMillis = Keys.getNumber(in);
    EntryId id = new EntryId(in.getLong(), in.getLong());
    Cut cut = (value[0] & CUT) == 0 ? Cut.NONE : Cut.get(in);
    return new LogEntry(sequence(key), id, timeMillis, Bytes.owned(cut.getWhole(in, key, id)));
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
