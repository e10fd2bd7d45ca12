package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Logs;
import dev.godwit.core.log.Page;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.util.List;
import java.util.Random;
import org.rocksdb.FlushOptions;

/// Entries that can be told apart, and what tests do with them.
final class Entries {
  static final long NOW = 1_800_000_000_000L;
  static final int FRAME_BYTES = 300;
  static final int ALL = 1_000_000;

  private Entries() {}

  static LogId log(long number) {
    return LogId.of(new ConversationId(number * 0x9e3779b97f4a7c15L, number));
  }

  /// An entry whose frame follows from its log and sequence and does not compress.
  static LogEntry entry(LogId log, long sequence, long timeMillis, int frameBytes) {
    byte[] frame = new byte[frameBytes];
    new Random(log.hashCode() * 31L + sequence).nextBytes(frame);
    return new LogEntry(sequence, new EntryId(sequence, 9), timeMillis, Bytes.owned(frame));
  }

  static Batch one(LogId log, long sequence, long timeMillis, int frameBytes) {
    LogEntry entry = entry(log, sequence, timeMillis, frameBytes);
    Append append =
        new Append(log, sequence - 1, List.of(entry), Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY);
    return new Batch(List.of(append), List.of(), List.of(), List.of());
  }

  static Batch one(LogId log, long sequence) {
    return one(log, sequence, NOW, FRAME_BYTES);
  }

  static void append(Logs logs, LogId log, long first, long last) {
    for (long sequence = first; sequence <= last; sequence++) {
      logs.commit(one(log, sequence));
    }
  }

  static Page all(Logs logs, LogId log) {
    return logs.read(log, 0, ALL, Integer.MAX_VALUE, NOW);
  }

  /// Puts what is in memory into files.
  static void flush(RocksStore store) {
    store
        .database()
        .read(
            open -> {
              try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
                open.rocks().flush(options, open.handle(Column.ENTRIES));
                open.rocks().flush(options, open.handle(Column.HEADS));
              }
              return true;
            });
  }
}
