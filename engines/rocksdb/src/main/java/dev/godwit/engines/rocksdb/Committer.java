package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// One thread that makes durable what callers hand in.
///
/// It takes all that has queued while the disk was busy with the last group, gathers it in one
/// write, syncs once and only then answers everybody in it. So groups grow under load and are a
/// single caller when idle. Being the only writer of its column families, it decides every
/// compare-and-set.
final class Committer<C extends Changes> implements AutoCloseable {
  /// Callers that may wait; the next one waits for a place.
  private static final int QUEUE_WORKS_MAX = 4_096;

  /// One group gathers no more after so many bytes.
  private static final long GROUP_BYTES_MAX = 4L << 20;

  /// How often a committer without work looks whether the store has recovered.
  private static final long IDLE_MILLIS = 500;

  /// Reads what it depends on and adds what it changes. Works of one group see each other's
  /// changes. What it added is taken out again when it throws.
  interface Work<C, T> {
    T apply(C changes) throws RocksDBException;
  }

  interface Begin<C> {
    C changes(OpenDatabase database);
  }

  private final Database database;
  private final Receipt receipt;
  private final Begin<C> begin;
  private final BlockingQueue<Ticket<C, ?>> queue = new ArrayBlockingQueue<>(QUEUE_WORKS_MAX);
  private final Deque<Ticket<C, ?>> taken = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean closed;

  Committer(String name, Database database, Begin<C> begin) {
    this.database = database;
    this.receipt = new Receipt(name);
    this.begin = begin;
    this.thread = Thread.ofPlatform().name("godwit-rocksdb-" + name).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /// Hands work in and waits until it is durable. Refused while the disk is full.
  <T> T commit(Work<C, T> work) {
    return enqueue(new Ticket<>(work, false)).await();
  }

  /// The same for work that frees space: it may use the reserve of the disk.
  <T> T commitUrgently(Work<C, T> work) {
    return enqueue(new Ticket<>(work, true)).await();
  }

  /// Hands work in without waiting, unless for a place in the queue. Told by the thread that makes
  /// it durable. Refused while the disk is full.
  <T> void submit(Work<C, T> work, Consumer<T> done, Consumer<Throwable> failed) {
    enqueue(new Ticket<>(work, false)).tell(done, failed);
  }

  private <T> Ticket<C, T> enqueue(Ticket<C, T> ticket) {
    try {
      boolean queued = false;
      while (!queued && !closed) {
        queued = queue.offer(ticket, IDLE_MILLIS, TimeUnit.MILLISECONDS);
      }
      boolean nobodyTakesIt = !queued || (!thread.isAlive() && queue.remove(ticket));
      if (nobodyTakesIt) {
        ticket.fail(closedFailure());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ticket.fail(new StoreException.Unavailable(e));
    }
    return ticket;
  }

  private static StoreException closedFailure() {
    return new StoreException.Unavailable(new IllegalStateException("the store is closed"));
  }

  private void run() {
    while (!closed || !queue.isEmpty() || !taken.isEmpty()) {
      try {
        take();
        if (taken.isEmpty()) {
          database.recover();
        } else {
          serve();
        }
      } catch (InterruptedException e) {
        closed = true;
      } catch (RuntimeException e) {
        failTaken(ticket -> true, e);
      }
    }
  }

  private void take() throws InterruptedException {
    if (taken.isEmpty()) {
      Ticket<C, ?> first = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        taken.add(first);
      }
    }
    queue.drainTo(taken, QUEUE_WORKS_MAX - taken.size());
  }

  /// Serves as many of those taken as fit into one group.
  private void serve() {
    if (database.isShortOfSpace()) {
      StoreException full = new StoreException.Full(new IllegalStateException("reserve reached"));
      failTaken(ticket -> !ticket.isUrgent(), full);
    }
    List<Ticket<C, ?>> group = new ArrayList<>();
    try {
      database.commit(receipt, open -> gather(open, group));
      group.forEach(Ticket::done);
    } catch (StoreException e) {
      group.forEach(ticket -> ticket.fail(e));
      if (group.isEmpty()) {
        failTaken(ticket -> true, e);
      }
    } catch (RuntimeException e) {
      group.forEach(ticket -> ticket.fail(new StoreException.Uncertain(e)));
    }
  }

  private C gather(OpenDatabase open, List<Ticket<C, ?>> group) throws RocksDBException {
    C changes = begin.changes(open);
    while (!taken.isEmpty() && changes.bytes() < GROUP_BYTES_MAX) {
      @Nullable Ticket<C, ?> ticket = taken.poll();
      group.add(ticket);
      ticket.apply(changes, database);
    }
    return changes;
  }

  private void failTaken(Predicate<Ticket<C, ?>> which, RuntimeException failure) {
    taken.removeIf(
        ticket -> {
          boolean fails = which.test(ticket);
          if (fails) {
            ticket.fail(failure);
          }
          return fails;
        });
  }

  /// Serves whoever waits, and ends.
  @Override
  public void close() {
    closed = true;
    thread.interrupt(); // where it waits for work; a write is not touched by it
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Ticket<C, ?> left = queue.poll(); left != null; left = queue.poll()) {
      left.fail(closedFailure());
    }
  }
}
