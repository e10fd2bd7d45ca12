package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogId;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;

/// Frees the space of entries past retention. Runs are kept in the order of the time of their
/// oldest entry, so only logs that have something to free are touched.
final class Expiry {
  /// Runs shortened by one write.
  private static final int RUNS_AT_ONCE_MAX = 256;

  private final Database database;
  private final Committer<LogChanges> committer;

  Expiry(Database database, Committer<LogChanges> committer) {
    this.database = database;
    this.committer = committer;
  }

  /// Removes at most `entriesMax` entries that are older than `expiredBefore`; answers how many.
  synchronized int expire(long expiredBefore, int entriesMax) {
    int gone = 0;
    while (gone < entriesMax && expiredBefore > 0) {
      int room = entriesMax - gone;
      List<Prune> found = database.read(open -> find(open, expiredBefore, room));
      List<Prune> done = committer.commitUrgently(changes -> add(changes, found));
      gone += done.stream().mapToInt(Prune::entries).sum();
      if (done.isEmpty()) {
        break;
      }
    }
    return gone;
  }

  private static List<Prune> add(LogChanges changes, List<Prune> found) throws RocksDBException {
    List<Prune> done = new ArrayList<>();
    for (Prune prune : found) {
      if (changes.add(prune)) {
        done.add(prune);
      }
    }
    return done;
  }

  private static List<Prune> find(OpenDatabase open, long expiredBefore, int entriesMax)
      throws RocksDBException {
    List<Prune> found = new ArrayList<>();
    byte[] until = Keys.number(Math.min(expiredBefore, Keys.NUMBER_MAX));
    int room = entriesMax;
    try (Range runs = open.range(Column.OLDEST, new byte[0], until)) {
      while (room > 0 && found.size() < RUNS_AT_ONCE_MAX && runs.next()) {
        Prune prune = look(open, Keys.oldest(runs.key()), expiredBefore, room);
        found.add(prune);
        room -= prune.entries();
      }
    }
    return found;
  }

  /// Finds the expired entries at the start of a run.
  private static Prune look(OpenDatabase open, Run run, long expiredBefore, int entriesMax)
      throws RocksDBException {
    LogId log = run.log();
    boolean attached = false;
    long last = run.first() - 1;
    long timeMillis = run.timeMillis();
    byte[] until = Keys.entry(log, Keys.NUMBER_MAX);
    long head = open.head(log).sequence(); // read first, so that an append in between is noticed
    try (Range entries = open.range(Column.ENTRIES, Keys.entry(log, run.first()), until)) {
      while (entries.next()) {
        long sequence = KeptEntry.sequence(entries.key());
        byte[] value = entries.value();
        long next = KeptEntry.timeMillis(value);
        if (next < timeMillis) {
          return new Prune(run, last, attached, new Prune.Rest.OtherRun());
        }
        if (next >= expiredBefore || sequence - run.first() >= entriesMax) {
          Run rest = new Run(log, sequence, next);
          return new Prune(run, last, attached, new Prune.Rest.SameRun(rest));
        }
        attached |= KeptEntry.isAttached(value);
        last = sequence;
        timeMillis = next;
      }
    }
    return new Prune(run, last, attached, new Prune.Rest.None(head));
  }
}
