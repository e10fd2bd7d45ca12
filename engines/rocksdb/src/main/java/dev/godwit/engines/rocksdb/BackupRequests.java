package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How another process asks the one that has a data folder open for a backup: by a file in the
/// folder, which only those may write who may read the store anyway. The answer is a file too.
final class BackupRequests implements AutoCloseable {
  private static final String REQUEST = "backup-request";
  private static final String ANSWER = "backup-answer";
  private static final String DONE = "done";
  private static final int LINES = 2;

  /// How often either side looks for the other's file.
  private static final long LOOK_MILLIS = 200;

  /// A request that nobody has taken after so long is withdrawn.
  private static final long TAKEN_WITHIN_SECONDS = 10;

  interface Backup {
    void make(Path backups);
  }

  private final Path data;
  private final Backup backup;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  BackupRequests(Path data, Backup backup) {
    this.data = data;
    this.backup = backup;
    this.thread = Thread.ofPlatform().name("godwit-rocksdb-backup").daemon().unstarted(this::serve);
  }

  void start() {
    thread.start();
  }

  private void serve() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        serveOne();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// A request or answer that cannot be read or written is dropped; whoever asked will say so.
  private void serveOne() {
    Path request = data.resolve(REQUEST);
    try {
      if (Files.exists(request)) {
        List<String> lines = Files.readAllLines(request);
        Files.delete(request);
        if (lines.size() == LINES) {
          put(ANSWER, lines.getFirst(), outcome(Path.of(lines.getLast())));
        }
      }
    } catch (IOException _) {
      return; // whoever asked withdraws the request in time
    }
  }

  private String outcome(Path backups) {
    try {
      backup.make(backups);
      return DONE;
    } catch (RuntimeException e) {
      return String.valueOf(e.getMessage()).replace('\n', ' ');
    }
  }

  private void put(String name, String id, String content) throws IOException {
    put(data, name, id, content);
  }

  private static void put(Path data, String name, String id, String content) throws IOException {
    Path fresh = data.resolve(name + ".new");
    Files.write(fresh, List.of(id, content));
    Files.move(fresh, data.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /// Asks whoever has `data` open for a backup, and waits until it is made.
  static void ask(Path data, Path backups) {
    String id = UUID.randomUUID().toString();
    try {
      put(data, REQUEST, id, backups.toString());
      String answer = answer(data, id);
      if (!answer.equals(DONE)) {
        throw new FolderException.Unusable(backups, new IOException(answer));
      }
    } catch (IOException e) {
      throw new FolderException.Unusable(data, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FolderException.Unusable(data, e);
    }
  }

  private static String answer(Path data, String id) throws IOException, InterruptedException {
    long takenBy = System.nanoTime() + TimeUnit.SECONDS.toNanos(TAKEN_WITHIN_SECONDS);
    while (true) {
      String answer = answerTo(data, id);
      if (answer != null) {
        return answer;
      }
      boolean late = System.nanoTime() - takenBy > 0;
      if (late && (Files.deleteIfExists(data.resolve(REQUEST)) || !isInUse(data))) {
        throw new IOException("the node does not answer");
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static @Nullable String answerTo(Path data, String id) throws IOException {
    Path answer = data.resolve(ANSWER);
    if (!Files.exists(answer)) {
      return null;
    }
    List<String> lines = Files.readAllLines(answer);
    if (lines.size() != LINES || !lines.getFirst().equals(id)) {
      return null;
    }
    Files.delete(answer);
    return lines.getLast();
  }

  private static boolean isInUse(Path data) throws IOException {
    try (FileChannel file = FileChannel.open(data.resolve("LOCK"), StandardOpenOption.WRITE);
        FileLock lock = file.tryLock()) {
      return lock == null;
    }
  }

  /// Waits for a backup that is being made.
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
