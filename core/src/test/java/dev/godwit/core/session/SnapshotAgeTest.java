package dev.godwit.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnapshotAgeTest {
  private static final LogId LOG = LogId.of(new AccountId(1, 1));

  private final SnapshotAge age = new SnapshotAge();
  private long head;

  private static Bytes bytes(int count) {
    return Bytes.owned(new byte[count]);
  }

  private List<LogEntry> entries(int count, int bytesEach) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(at -> new LogEntry(head + at, new EntryId(1, at), 0, bytes(bytesEach)))
        .toList();
  }

  /// Appends one at a time as an account does; answers how many came before the next snapshot.
  private int entriesToTheNextSnapshot(int bytesEach, int snapshotBytes) {
    for (int count = 1; ; count++) {
      List<LogEntry> one = entries(1, bytesEach);
      boolean due = age.isDueWith(one);
      Bytes snapshot = due ? bytes(snapshotBytes) : Bytes.EMPTY;
      age.onAppended(new Append(LOG, head, one, snapshot, Bytes.EMPTY, Bytes.EMPTY));
      head++;
      if (due) {
        return count;
      }
    }
  }

  @Test
  void aSmallSnapshotIsWrittenWithEveryEntry() {
    assertEquals(1, entriesToTheNextSnapshot(100, 28));
    assertEquals(1, entriesToTheNextSnapshot(100, 28));
  }

  @Test
  void aLargeOneIsWrittenWhenTheEntriesBehindItAreAsLarge() {
    entriesToTheNextSnapshot(100, 2_800);
    assertEquals(28, entriesToTheNextSnapshot(100, 2_900));
    assertEquals(29, entriesToTheNextSnapshot(100, 2_900));
  }

  @Test
  void aLoadNeverReadsMoreThanTheLimits() {
    entriesToTheNextSnapshot(1, 1 << 20);
    assertEquals(AccountHome.BEHIND_ENTRIES_MAX + 1, entriesToTheNextSnapshot(1, 1 << 20));
    int half = AccountHome.BEHIND_BYTES_MAX / 2;
    assertEquals(3, entriesToTheNextSnapshot(half, 1 << 20));
    assertTrue(age.isDueWith(entries(AccountHome.BEHIND_ENTRIES_MAX + 1, 1)));
  }

  @Test
  void whatStandsBehindTheSnapshotCountsAlsoAfterALoad() {
    age.onLoaded(new LogState(3, bytes(1_000), 1), entries(2, 400));
    assertFalse(age.isDueWith(entries(1, 199)));
    assertTrue(age.isDueWith(entries(1, 200)));
  }
}
