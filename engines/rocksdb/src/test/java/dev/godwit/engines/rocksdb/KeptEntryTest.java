package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class KeptEntryTest {
  private static final ConversationId CONVERSATION =
      new ConversationId(0x1111_2222_3333_4444L, 0x5555_6666_7777_8888L);
  private static final EntryId ID = new EntryId(0x9999_aaaa_bbbb_ccccL, 0xdddd_eeee_ffff_0123L);
  private static final byte[] KEY = Keys.entry(LogId.of(CONVERSATION), 7);
  private static final int FRAME_BYTES = 400;
  private static final int WHOLE_BYTES = 23 + FRAME_BYTES;
  private static final int SAVED_BYTES = 30;

  @Test
  void idsThatTheFrameRepeatsAreKeptOnce() {
    assertEquals(WHOLE_BYTES - SAVED_BYTES, keptBytes(frame(2, 21)));
    assertEquals(WHOLE_BYTES - SAVED_BYTES, keptBytes(frame(16, 0)));
    assertEquals(WHOLE_BYTES - SAVED_BYTES, keptBytes(frame(255, FRAME_BYTES - 16 - 200)));
  }

  @Test
  void frameThatDoesNotRepeatThemEarlyIsKeptWhole() {
    assertEquals(WHOLE_BYTES, keptBytes(frame(256, 0)));
    assertEquals(WHOLE_BYTES, keptBytes(frame(0, 300)));
    assertEquals(WHOLE_BYTES, keptBytes(new byte[FRAME_BYTES]));
    assertEquals(23, keptBytes(new byte[0]));
  }

  @Test
  void everyFrameComesBackAsItWas() {
    for (int logAt = 0; logAt <= 64; logAt++) {
      for (int idAt = 0; idAt <= 64; idAt++) {
        assertComesBack(frame(logAt, idAt));
      }
    }
  }

  @Test
  void idsThatOverlapAreNotCut() {
    byte[] same = new byte[FRAME_BYTES];
    EntryId id = new EntryId(CONVERSATION.high(), CONVERSATION.low());
    ByteBuffer.wrap(same).putLong(id.high()).putLong(id.low());
    LogEntry entry = new LogEntry(7, id, 1, Bytes.owned(same));
    byte[] kept = KeptEntry.encode(KEY, entry, false);
    assertEquals(WHOLE_BYTES, kept.length);
    assertEquals(entry, KeptEntry.decode(KEY, kept));
  }

  @Test
  void whatTheFirstVersionWroteIsRead() {
    LogEntry entry = entry(frame(2, 21));
    ByteBuffer kept = ByteBuffer.allocate(WHOLE_BYTES).put((byte) 1);
    Keys.putNumber(kept, entry.timeMillis()).putLong(ID.high()).putLong(ID.low());
    kept.put(entry.frame().shared());
    assertEquals(entry, KeptEntry.decode(KEY, kept.array()));
    assertTrue(KeptEntry.isAttached(kept.array()));
  }

  private static void assertComesBack(byte[] frame) {
    for (boolean attached : new boolean[] {false, true}) {
      byte[] kept = KeptEntry.encode(KEY, entry(frame), attached);
      assertEquals(entry(frame), KeptEntry.decode(KEY, kept));
      assertEquals(attached, KeptEntry.isAttached(kept));
      assertEquals(entry(frame).timeMillis(), KeptEntry.timeMillis(kept));
    }
  }

  private static int keptBytes(byte[] frame) {
    assertComesBack(frame);
    return KeptEntry.encode(KEY, entry(frame), false).length;
  }

  private static LogEntry entry(byte[] frame) {
    return new LogEntry(7, ID, 1_800_000_000_000L, Bytes.of(frame));
  }

  /// Random bytes with the log's id at one place and the entry's at another, which may overlap.
  private static byte[] frame(int logAt, int idAt) {
    byte[] frame = new byte[FRAME_BYTES];
    new Random(1).nextBytes(frame);
    ByteBuffer.wrap(frame, logAt, 16).putLong(CONVERSATION.high()).putLong(CONVERSATION.low());
    ByteBuffer.wrap(frame, idAt, 16).putLong(ID.high()).putLong(ID.low());
    return frame;
  }
}
