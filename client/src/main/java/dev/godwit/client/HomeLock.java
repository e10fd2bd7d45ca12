package dev.godwit.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The one lock of a home. The operating system gives it back when the process ends, however it
/// ends.
///
/// Closing any channel of a file frees the process's locks on it, so the homes of this process are
/// remembered, and none is tried again while it has one.
final class HomeLock implements AutoCloseable {
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private HomeLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /// Empty while another process, or another object of this one, has the home.
  static Optional<HomeLock> tryLock(Home home) {
    try {
      Path folder = home.folder().toRealPath();
      if (!OWN.add(folder)) {
        return Optional.empty();
      }
      Optional<HomeLock> lock = tryLock(folder);
      if (lock.isEmpty()) {
        OWN.remove(folder);
      }
      return lock;
    } catch (IOException e) {
      throw Home.unusable(home.folder(), e);
    }
  }

  private static Optional<HomeLock> tryLock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(Home.privateFile(folder.resolve("lock")), StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new HomeLock(folder, channel));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException _) {
      // The lock goes with the process.
    } finally {
      OWN.remove(folder);
    }
  }
}
