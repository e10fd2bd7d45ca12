package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogEntry;
import dev.godwit.wire.EntryId;
import java.nio.ByteBuffer;

/// Two places in a frame that need not be kept with it: where it names its log, whose id is in the
/// key, and where it names its entry, whose id is kept beside it. So 32 bytes of each message are
/// written neither to the log of the store nor to its files.
///
/// What stands there is compared, not understood: a frame that names them elsewhere, or not at all,
/// is kept whole.
///
/// @param logAt where the 16 bytes of the log's id are in the frame
/// @param idAt where the 16 bytes of the entry's id are; they do not overlap
record Cut(int logAt, int idAt) {
  /// The frame is kept whole.
  static final Cut NONE = new Cut(-1, -1);

  /// A place takes one byte.
  private static final int PLACE_MAX = 255;

  private static final int PLACES_BYTES = 2;
  private static final int NOWHERE = -1;

  /// The log's id in an entry's key, behind the kind.
  private static final int LOG_IN_KEY = 1;

  static Cut of(byte[] key, LogEntry entry) {
    ByteBuffer frame = ByteBuffer.wrap(entry.frame().shared());
    ByteBuffer log = ByteBuffer.wrap(key, LOG_IN_KEY, Keys.ID_BYTES);
    int logAt = place(frame, log.getLong(), log.getLong());
    int idAt = place(frame, entry.id().high(), entry.id().low());
    boolean apart = Math.abs(logAt - idAt) >= Keys.ID_BYTES;
    return logAt == NOWHERE || idAt == NOWHERE || !apart ? NONE : new Cut(logAt, idAt);
  }

  private static int place(ByteBuffer frame, long high, long low) {
    int last = Math.min(PLACE_MAX, frame.limit() - Keys.ID_BYTES);
    for (int at = 0; at <= last; at++) {
      if (frame.getLong(at) == high && frame.getLong(at + Long.BYTES) == low) {
        return at;
      }
    }
    return NOWHERE;
  }

  /// `place of the log's id (1) | place of the entry's id (1)`
  static Cut get(ByteBuffer in) {
    return new Cut(Byte.toUnsignedInt(in.get()), Byte.toUnsignedInt(in.get()));
  }

  boolean isNone() {
    return logAt == NOWHERE;
  }

  /// What [#putKept] takes for a frame of so many bytes.
  int keptBytes(int frameBytes) {
    return isNone() ? frameBytes : PLACES_BYTES + frameBytes - 2 * Keys.ID_BYTES;
  }

  /// The places, and what is left of the frame; the frame alone without a cut.
  ByteBuffer putKept(ByteBuffer out, byte[] frame) {
    if (isNone()) {
      return out.put(frame);
    }
    out.put((byte) logAt).put((byte) idAt);
    return out.put(frame, 0, first())
        .put(frame, first() + Keys.ID_BYTES, between())
        .put(frame, second() + Keys.ID_BYTES, frame.length - second() - Keys.ID_BYTES);
  }

  /// The whole frame again, from what is left of it.
  byte[] getWhole(ByteBuffer in, byte[] key, EntryId id) {
    if (isNone()) {
      byte[] frame = new byte[in.remaining()];
      in.get(frame);
      return frame;
    }
    byte[] frame = new byte[in.remaining() + 2 * Keys.ID_BYTES];
    in.get(frame, 0, first()).get(frame, first() + Keys.ID_BYTES, between());
    in.get(frame, second() + Keys.ID_BYTES, in.remaining());
    System.arraycopy(key, LOG_IN_KEY, frame, logAt, Keys.ID_BYTES);
    ByteBuffer.wrap(frame, idAt, Keys.ID_BYTES).putLong(id.high()).putLong(id.low());
    return frame;
  }

  private int first() {
    return Math.min(logAt, idAt);
  }

  private int second() {
    return Math.max(logAt, idAt);
  }

  private int between() {
    return second() - first() - Keys.ID_BYTES;
  }
}
