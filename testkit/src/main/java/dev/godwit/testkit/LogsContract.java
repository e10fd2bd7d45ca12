package dev.godwit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.IntentId;
import dev.godwit.core.log.LastSeen;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Logs;
import dev.godwit.core.log.Page;
import dev.godwit.core.log.StoreException;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What every engine for [Logs] must do.
///
/// Whoever implements this gives each test an empty engine that keeps entries for
/// [#RETENTION_MILLIS].
public interface LogsContract {
  long RETENTION_MILLIS = 30L * 24 * 60 * 60 * 1000;
  long NOW = 1_800_000_000_000L;
  int ALL = 1_000_000;

  ConversationId CONVERSATION = new ConversationId(7, 1);
  LogId LOG = LogId.of(CONVERSATION);
  LogId OTHER_LOG = LogId.of(new ConversationId(7, 2));
  LogId ACCOUNT_LOG = LogId.of(new AccountId(7, 1));
  AccountId ALICE = new AccountId(1, 1);
  AccountId BOB = new AccountId(1, 2);
  DeviceId PHONE = new DeviceId(2, 1);
  DeviceId LAPTOP = new DeviceId(2, 2);

  /// The engine under test, empty at the start of each test.
  Logs logs();

  /// The engine as it is after its process was killed and started again: what was durable. It
  /// replaces what [#logs] answers.
  Logs reopened();

  static LogEntry entry(long sequence, long timeMillis, int frameBytes) {
    byte[] frame = new byte[frameBytes];
    java.util.Arrays.fill(frame, (byte) sequence);
    return new LogEntry(sequence, new EntryId(9, sequence), timeMillis, Bytes.owned(frame));
  }

  static List<LogEntry> entries(long first, long last, long timeMillis) {
    return LongStream.rangeClosed(first, last).mapToObj(s -> entry(s, timeMillis, 10)).toList();
  }

  static Append append(LogId log, List<LogEntry> entries) {
    return new Append(
        log, entries.getFirst().sequence() - 1, entries, Bytes.EMPTY, Bytes.EMPTY, Bytes.EMPTY);
  }

  static Append append(LogId log, long first, long last) {
    return append(log, entries(first, last, NOW));
  }

  static Append withParts(long first, long last, String snapshot, String intent, String attached) {
    return new Append(
        LOG, first - 1, entries(first, last, NOW), text(snapshot), text(intent), text(attached));
  }

  static Bytes text(String text) {
    return Bytes.owned(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static Batch batch(Append... appends) {
    return new Batch(List.of(appends), List.of(), List.of(), List.of());
  }

  static Batch cursor(DeviceId device, long delivered, long read) {
    DeviceCursor cursor = new DeviceCursor(CONVERSATION, ALICE, device, delivered, read);
    return new Batch(List.of(), List.of(cursor), List.of(), List.of());
  }

  static Batch seen(AccountId account, long timeMillis) {
    return new Batch(List.of(), List.of(), List.of(), List.of(new LastSeen(account, timeMillis)));
  }

  static List<Long> sequences(Page page) {
    return page.entries().stream().map(LogEntry::sequence).toList();
  }

  private Page readAll(LogId log) {
    return logs().read(log, 0, ALL, Integer.MAX_VALUE, NOW);
  }

  @Test
  default void aLogThatDoesNotExistIsEmpty() {
    assertEquals(LogState.NONE, logs().load(LOG));
    assertEquals(List.of(0L, 0L), logs().heads(List.of(LOG, ACCOUNT_LOG)));
    assertEquals(new Page(List.of(), 0), readAll(LOG));
    assertEquals(new Page(List.of(), 0), logs().readBackwards(LOG, 10, ALL, ALL, NOW));
    assertEquals(Optional.empty(), logs().attachment(LOG, 1, NOW));
    assertEquals(List.of(), logs().cursors(CONVERSATION));
    assertEquals(0, logs().lastSeen(ALICE));
    assertEquals(List.of(), logs().intents(ALL));
  }

  @Test
  default void anEmptyBatchIsNothing() {
    assertEquals(List.of(), logs().commit(batch()));
  }

  @Test
  default void anAppendIsReadAsItWasWritten() {
    List<LogEntry> written = List.of(entry(1, NOW, 0), entry(2, NOW + 1, 5), entry(3, NOW, 70_000));
    assertEquals(List.of(new Appended.Done()), logs().commit(batch(append(LOG, written))));
    assertEquals(new Page(written, 0), readAll(LOG));
    assertEquals(3, logs().load(LOG).head());
  }

  @Test
  default void whoDoesNotWaitIsToldTheSame() {
    assertEquals(List.of(), told(batch()));
    assertEquals(List.of(new Appended.Done()), told(batch(append(LOG, 1, 3))));
    assertEquals(List.of(1L, 2L, 3L), sequences(readAll(LOG)));
    assertEquals(List.of(new Appended.Conflict(3)), told(batch(append(LOG, 2, 4))));
  }

  private List<Appended> told(Batch batch) {
    CompletableFuture<List<Appended>> told = new CompletableFuture<>();
    logs()
        .commit(
            batch,
            new Logs.Outcome() {
              @Override
              public void committed(List<Appended> results) {
                told.complete(results);
              }

              @Override
              public void failed(StoreException failure) {
                told.completeExceptionally(failure);
              }
            });
    return told.join();
  }

  @Test
  default void anAppendOnAnotherHeadIsAConflictThatTellsTheHead() {
    logs().commit(batch(append(LOG, 1, 3)));
    assertEquals(List.of(new Appended.Conflict(3)), logs().commit(batch(append(LOG, 2, 4))));
    assertEquals(List.of(new Appended.Conflict(3)), logs().commit(batch(append(LOG, 5, 6))));
    assertEquals(List.of(new Appended.Conflict(0)), logs().commit(batch(append(OTHER_LOG, 2, 2))));
    assertEquals(List.of(1L, 2L, 3L), sequences(readAll(LOG)));
    assertEquals(LogState.NONE, logs().load(OTHER_LOG));
  }

  @Test
  default void aConflictLeavesNothingOfItsAppend() {
    logs().commit(batch(append(LOG, 1, 2)));
    logs().commit(batch(withParts(2, 3, "snapshot", "intent", "attachment")));
    assertEquals(new LogState(2, Bytes.EMPTY, 0), logs().load(LOG));
    assertEquals(List.of(), logs().intents(ALL));
    assertEquals(Optional.empty(), logs().attachment(LOG, 3, NOW));
    assertEquals(List.of(1L, 2L), sequences(readAll(LOG)));
  }

  @Test
  default void aConflictDoesNotTouchTheRestOfTheBatch() {
    logs().commit(batch(append(LOG, 1, 1)));
    DeviceCursor cursor = new DeviceCursor(CONVERSATION, ALICE, PHONE, 1, 1);
    List<Appended> results =
        logs()
            .commit(
                new Batch(
                    List.of(append(OTHER_LOG, 1, 1), append(LOG, 1, 1), append(ACCOUNT_LOG, 1, 2)),
                    List.of(cursor),
                    List.of(),
                    List.of(new LastSeen(ALICE, 5))));
    assertEquals(
        List.of(new Appended.Done(), new Appended.Conflict(1), new Appended.Done()), results);
    assertEquals(List.of(1L, 1L, 2L), logs().heads(List.of(OTHER_LOG, LOG, ACCOUNT_LOG)));
    assertEquals(List.of(cursor), logs().cursors(CONVERSATION));
    assertEquals(5, logs().lastSeen(ALICE));
  }

  @Test
  default void ofTwoAppendsAtOnceExactlyOneWins() throws Exception {
    for (int round = 1; round <= 20; round++) {
      Append append = append(LOG, round, round);
      List<List<Appended>> results = Together.run(4, i -> logs().commit(batch(append)));
      assertEquals(1, results.stream().filter(r -> r.getFirst() instanceof Appended.Done).count());
      assertEquals(round, logs().load(LOG).head());
    }
  }

  @Test
  default void aReaderNeverSeesHalfAnAppend() throws Exception {
    int rounds = 40;
    Together.run(
        2,
        i -> {
          for (int round = 0; round < rounds; round++) {
            if (i == 0) {
              logs().commit(batch(append(LOG, round * 5L + 1, round * 5L + 5)));
            } else {
              assertEquals(0, readAll(LOG).entries().size() % 5);
            }
          }
          return i;
        });
    assertEquals(rounds * 5, readAll(LOG).entries().size());
  }

  @Test
  default void logsDoNotMix() {
    LogId sameNumberAccount = LogId.of(new AccountId(7, 1));
    logs().commit(batch(append(LOG, 1, 2), append(sameNumberAccount, 1, 3)));
    assertEquals(List.of(1L, 2L), sequences(readAll(LOG)));
    assertEquals(List.of(1L, 2L, 3L), sequences(readAll(sameNumberAccount)));
    assertEquals(List.of(), sequences(readAll(OTHER_LOG)));
  }

  @Test
  default void idsWithTheHighestBitSetAreKeptApart() {
    LogId low = LogId.of(new ConversationId(0x7fffffffffffffffL, -1));
    LogId high = LogId.of(new ConversationId(0x8000000000000000L, 0));
    logs().commit(batch(append(low, 1, 1), append(high, 1, 2)));
    assertEquals(List.of(1L, 2L), logs().heads(List.of(low, high)));
    assertEquals(List.of(1L), sequences(readAll(low)));
  }

  @Test
  default void aPageHasAtMostTheEntriesAskedFor() {
    logs().commit(batch(append(LOG, 1, 300)));
    assertEquals(List.of(6L, 7L, 8L), sequences(logs().read(LOG, 5, 3, ALL, NOW)));
    assertEquals(List.of(300L), sequences(logs().read(LOG, 299, 3, ALL, NOW)));
    assertEquals(new Page(List.of(), 0), logs().read(LOG, 300, 3, ALL, NOW));
    assertEquals(new Page(List.of(), 0), logs().read(LOG, 999, 3, ALL, NOW));
  }

  @Test
  default void aPageHasAtMostTheBytesAskedForButAtLeastOneEntry() {
    logs()
        .commit(
            batch(append(LOG, List.of(entry(1, NOW, 100), entry(2, NOW, 50), entry(3, NOW, 51)))));
    assertEquals(List.of(1L, 2L), sequences(logs().read(LOG, 0, ALL, 150, NOW)));
    assertEquals(List.of(1L, 2L), sequences(logs().read(LOG, 0, ALL, 200, NOW)));
    assertEquals(List.of(1L), sequences(logs().read(LOG, 0, ALL, 1, NOW)));
    assertEquals(List.of(2L, 3L), sequences(logs().readBackwards(LOG, 4, ALL, 101, NOW)));
    assertEquals(List.of(3L), sequences(logs().readBackwards(LOG, 4, ALL, 1, NOW)));
  }

  @Test
  default void backwardsPagesHoldTheNewestOldestFirst() {
    logs().commit(batch(append(LOG, 1, 10)));
    assertEquals(List.of(8L, 9L, 10L), sequences(logs().readBackwards(LOG, 11, 3, ALL, NOW)));
    assertEquals(
        List.of(9L, 10L), sequences(logs().readBackwards(LOG, Long.MAX_VALUE, 2, ALL, NOW)));
    assertEquals(List.of(5L, 6L, 7L), sequences(logs().readBackwards(LOG, 8, 3, ALL, NOW)));
    assertEquals(List.of(1L, 2L), sequences(logs().readBackwards(LOG, 3, 3, ALL, NOW)));
    assertEquals(List.of(), sequences(logs().readBackwards(LOG, 1, 3, ALL, NOW)));
  }

  @Test
  default void aSnapshotStaysUntilTheNextOne() {
    logs().commit(batch(withParts(1, 2, "first", "", "")));
    logs().commit(batch(append(LOG, 3, 4)));
    assertEquals(new LogState(4, text("first"), 2), logs().load(LOG));
    logs().commit(batch(withParts(5, 5, "second", "", "")));
    assertEquals(new LogState(5, text("second"), 5), logs().load(LOG));
  }

  @Test
  default void aSnapshotIsReplacedWithoutAnEntry() {
    logs().commit(batch(withParts(1, 2, "first", "", "")));
    Append alone = new Append(LOG, 2, List.of(), text("second"), Bytes.EMPTY, Bytes.EMPTY);
    assertEquals(List.of(new Appended.Done()), logs().commit(batch(alone)));
    assertEquals(new LogState(2, text("second"), 2), logs().load(LOG));
    Append late = new Append(LOG, 1, List.of(), text("third"), Bytes.EMPTY, Bytes.EMPTY);
    assertEquals(List.of(new Appended.Conflict(2)), logs().commit(batch(late)));
    assertEquals(new LogState(2, text("second"), 2), logs().load(LOG));
    assertEquals(List.of(1L, 2L), sequences(readAll(LOG)));
  }

  @Test
  default void cursorsNeverGoBack() {
    logs().commit(cursor(PHONE, 5, 3));
    logs().commit(cursor(PHONE, 4, 4));
    logs().commit(cursor(PHONE, 1, 1));
    assertEquals(
        List.of(new DeviceCursor(CONVERSATION, ALICE, PHONE, 5, 4)), logs().cursors(CONVERSATION));
  }

  @Test
  default void aCursorTwiceInOneBatchIsTheLarger() {
    DeviceCursor far = new DeviceCursor(CONVERSATION, ALICE, PHONE, 9, 1);
    DeviceCursor near = new DeviceCursor(CONVERSATION, ALICE, PHONE, 2, 2);
    logs().commit(new Batch(List.of(), List.of(far, near), List.of(), List.of()));
    assertEquals(
        List.of(new DeviceCursor(CONVERSATION, ALICE, PHONE, 9, 2)), logs().cursors(CONVERSATION));
  }

  @Test
  default void eachDeviceHasItsOwnCursor() {
    DeviceCursor phone = new DeviceCursor(CONVERSATION, ALICE, PHONE, 5, 3);
    DeviceCursor laptop = new DeviceCursor(CONVERSATION, BOB, LAPTOP, 2, 1);
    DeviceCursor elsewhere = new DeviceCursor(new ConversationId(7, 2), ALICE, PHONE, 8, 8);
    logs().commit(new Batch(List.of(), List.of(phone, laptop, elsewhere), List.of(), List.of()));
    assertEquals(
        java.util.Set.of(phone, laptop), java.util.Set.copyOf(logs().cursors(CONVERSATION)));
    assertEquals(2, logs().cursors(CONVERSATION).size());
  }

  @Test
  default void accountsWithTheSameDeviceIdDoNotShareACursor() {
    DeviceCursor alices = new DeviceCursor(CONVERSATION, ALICE, PHONE, 5, 3);
    DeviceCursor bobs = new DeviceCursor(CONVERSATION, BOB, PHONE, 9, 9);
    logs().commit(new Batch(List.of(), List.of(alices, bobs), List.of(), List.of()));
    assertEquals(
        java.util.Set.of(alices, bobs), java.util.Set.copyOf(logs().cursors(CONVERSATION)));
  }

  @Test
  default void lastSeenNeverGoesBack() {
    logs().commit(seen(ALICE, 50));
    logs().commit(seen(ALICE, 40));
    logs().commit(seen(BOB, 7));
    assertEquals(50, logs().lastSeen(ALICE));
    assertEquals(7, logs().lastSeen(BOB));
  }

  @Test
  default void anIntentIsThereWithItsAppendUntilFinished() {
    logs().commit(batch(withParts(1, 2, "", "one", "")));
    logs().commit(batch(withParts(3, 3, "", "two", "")));
    Intent one = new Intent(new IntentId(LOG, 2), text("one"));
    Intent two = new Intent(new IntentId(LOG, 3), text("two"));
    assertEquals(java.util.Set.of(one, two), java.util.Set.copyOf(logs().intents(ALL)));
    assertEquals(1, logs().intents(1).size());
    logs().commit(new Batch(List.of(), List.of(), List.of(one.id()), List.of()));
    logs().commit(new Batch(List.of(), List.of(), List.of(one.id()), List.of()));
    assertEquals(List.of(two), logs().intents(ALL));
  }

  @Test
  default void theIntentsOfALogAreAnsweredInTheirOrder() {
    logs().commit(batch(withParts(1, 2, "", "one", "")));
    logs().commit(batch(withParts(3, 300, "", "two", "")));
    logs()
        .commit(
            batch(
                new Append(
                    OTHER_LOG, 0, entries(1, 1, NOW), Bytes.EMPTY, text("other"), Bytes.EMPTY)));
    Intent one = new Intent(new IntentId(LOG, 2), text("one"));
    Intent two = new Intent(new IntentId(LOG, 300), text("two"));
    assertEquals(List.of(one, two), logs().intents(LOG, ALL));
    assertEquals(List.of(one), logs().intents(LOG, 1));
    logs().commit(new Batch(List.of(), List.of(), List.of(one.id()), List.of()));
    assertEquals(List.of(two), logs().intents(LOG, ALL));
    assertEquals(List.of(), logs().intents(LogId.of(BOB), ALL));
  }

  @Test
  default void anAttachmentBelongsToTheLastEntryOfItsAppend() {
    logs().commit(batch(withParts(1, 2, "", "", "welcome")));
    logs().commit(batch(append(LOG, 3, 3)));
    assertEquals(Optional.of(text("welcome")), logs().attachment(LOG, 2, NOW));
    assertEquals(Optional.empty(), logs().attachment(LOG, 1, NOW));
    assertEquals(Optional.empty(), logs().attachment(LOG, 3, NOW));
    assertEquals(Optional.empty(), logs().attachment(OTHER_LOG, 2, NOW));
  }

  @Test
  default void entriesPastRetentionAreNeverRead() {
    long old = NOW - RETENTION_MILLIS - 1;
    logs().commit(batch(append(LOG, entries(1, 3, old))));
    logs().commit(batch(append(LOG, entries(4, 5, NOW - RETENTION_MILLIS + 1))));
    assertEquals(List.of(4L, 5L), sequences(readAll(LOG)));
    assertEquals(3, readAll(LOG).expiredThrough());
    assertEquals(3, logs().read(LOG, 2, 1, ALL, NOW).expiredThrough());
    assertEquals(0, logs().read(LOG, 3, ALL, ALL, NOW).expiredThrough());
    assertEquals(List.of(1L, 2L), sequences(logs().read(LOG, 0, 2, ALL, old)));
    assertEquals(List.of(4L, 5L), sequences(logs().readBackwards(LOG, 6, ALL, ALL, NOW)));
    assertEquals(3, logs().readBackwards(LOG, 6, ALL, ALL, NOW).expiredThrough());
    assertEquals(new Page(List.of(), 2), logs().readBackwards(LOG, 3, ALL, ALL, NOW));
  }

  @Test
  default void aLongWayBackEndsWhereItIsFullOrPastRetention() {
    logs().commit(batch(append(LOG, entries(1, 3, NOW - RETENTION_MILLIS - 1))));
    logs().commit(batch(append(LOG, entries(4, 20, NOW))));
    Page all = logs().readBackwards(LOG, 21, ALL, ALL, NOW);
    assertEquals(LongStream.rangeClosed(4, 20).boxed().toList(), sequences(all));
    assertEquals(3, all.expiredThrough());
    Page some = logs().readBackwards(LOG, 21, 10, ALL, NOW);
    assertEquals(LongStream.rangeClosed(11, 20).boxed().toList(), sequences(some));
    assertEquals(0, some.expiredThrough());
    assertEquals(some, logs().readBackwards(LOG, Long.MAX_VALUE, 10, ALL, NOW));
    assertEquals(List.of(), sequences(logs().readBackwards(LOG, 21, 0, ALL, NOW)));
  }

  @Test
  default void aLogWhoseEntriesAreAllPastRetentionSaysSo() {
    logs().commit(batch(append(LOG, 1, 4)));
    long later = NOW + RETENTION_MILLIS + 1;
    assertEquals(new Page(List.of(), 4), logs().read(LOG, 1, ALL, ALL, later));
    assertEquals(new Page(List.of(), 0), logs().read(LOG, 4, ALL, ALL, later));
    assertTrue(logs().expire(later, ALL) > 0);
    assertEquals(new Page(List.of(), 4), logs().read(LOG, 1, ALL, ALL, later));
    assertEquals(List.of(new Appended.Done()), logs().commit(batch(append(LOG, 5, 5))));
  }

  @Test
  default void anAttachmentGoesWithItsEntryUnlessItIsTheNewest() {
    logs().commit(batch(withParts(1, 1, "", "", "welcome")));
    logs().commit(batch(withParts(2, 2, "", "", "newest")));
    logs().commit(batch(append(LOG, 3, 3)));
    long later = NOW + RETENTION_MILLIS + 1;
    assertEquals(Optional.empty(), logs().attachment(LOG, 1, later));
    assertEquals(Optional.of(text("newest")), logs().attachment(LOG, 2, later));
    logs().expire(later, ALL);
    assertEquals(Optional.empty(), logs().attachment(LOG, 1, NOW));
    assertEquals(Optional.of(text("newest")), logs().attachment(LOG, 2, later));
  }

  @Test
  default void anAttachmentThatWasKeptGoesWhenThereIsANewerOne() {
    logs().commit(batch(withParts(1, 1, "", "", "kept")));
    long later = NOW + RETENTION_MILLIS + 1;
    logs().expire(later, ALL);
    assertEquals(Optional.of(text("kept")), logs().attachment(LOG, 1, later));
    logs().commit(batch(withParts(2, 2, "", "", "newer")));
    assertEquals(Optional.empty(), logs().attachment(LOG, 1, later));
    logs().expire(later, ALL);
    assertEquals(Optional.of(text("newer")), logs().attachment(LOG, 2, later));
  }

  @Test
  default void expiryFreesEntriesAndKeepsTheRest() {
    logs().commit(batch(withParts(1, 4, "snapshot", "intent", "")));
    logs().commit(batch(append(LOG, entries(5, 6, NOW + RETENTION_MILLIS))));
    logs().commit(cursor(PHONE, 4, 2));
    long later = NOW + RETENTION_MILLIS + 1;
    assertEquals(0, logs().expire(NOW, ALL));
    assertEquals(3, logs().expire(later, 3));
    assertEquals(1, logs().expire(later, 3));
    assertEquals(0, logs().expire(later, 3));
    assertEquals(new LogState(6, text("snapshot"), 4), logs().load(LOG));
    assertEquals(1, logs().cursors(CONVERSATION).size());
    assertEquals(1, logs().intents(ALL).size());
    assertEquals(List.of(5L, 6L), sequences(logs().read(LOG, 0, ALL, ALL, NOW)));
    assertEquals(4, logs().read(LOG, 0, ALL, ALL, NOW).expiredThrough());
  }

  @Test
  default void anAccountsLogHasNoRetention() {
    logs().commit(batch(append(ACCOUNT_LOG, 1, 3)));
    long later = NOW + RETENTION_MILLIS + 1;
    assertEquals(0, logs().expire(later, ALL));
    Page kept = logs().read(ACCOUNT_LOG, 0, ALL, ALL, later);
    assertEquals(new Page(entries(1, 3, NOW), 0), kept);
    assertEquals(kept, logs().readBackwards(ACCOUNT_LOG, 4, ALL, ALL, later));
  }

  @Test
  default void expirySweepsAllConversations() {
    logs().commit(batch(append(LOG, 1, 2), append(OTHER_LOG, 1, 3), append(ACCOUNT_LOG, 1, 1)));
    long later = NOW + RETENTION_MILLIS + 1;
    int gone = 0;
    for (int step = 1; step > 0; gone += step) {
      step = logs().expire(later, 2);
      assertTrue(step <= 2);
    }
    assertEquals(5, gone);
  }

  @Test
  default void whatWasCommittedSurvivesAKill() {
    logs().commit(batch(withParts(1, 3, "snapshot", "intent", "attachment")));
    logs().commit(cursor(PHONE, 3, 2));
    logs().commit(seen(ALICE, 77));
    logs().commit(batch(append(LOG, 4, 4)));
    Logs again = reopened();
    assertEquals(new LogState(4, text("snapshot"), 3), again.load(LOG));
    assertEquals(List.of(1L, 2L, 3L, 4L), sequences(again.read(LOG, 0, ALL, ALL, NOW)));
    assertEquals(Optional.of(text("attachment")), again.attachment(LOG, 3, NOW));
    assertEquals(
        List.of(new DeviceCursor(CONVERSATION, ALICE, PHONE, 3, 2)), again.cursors(CONVERSATION));
    assertEquals(77, again.lastSeen(ALICE));
    assertEquals(List.of(new Intent(new IntentId(LOG, 3), text("intent"))), again.intents(ALL));
    assertInstanceOf(Appended.Conflict.class, again.commit(batch(append(LOG, 4, 4))).getFirst());
    assertInstanceOf(Appended.Done.class, again.commit(batch(append(LOG, 5, 5))).getFirst());
  }

  @Test
  default void whatWasFinishedStaysFinishedAfterAKill() {
    logs().commit(batch(withParts(1, 1, "", "intent", "")));
    logs().commit(new Batch(List.of(), List.of(), List.of(new IntentId(LOG, 1)), List.of()));
    assertEquals(List.of(), reopened().intents(ALL));
  }
}
