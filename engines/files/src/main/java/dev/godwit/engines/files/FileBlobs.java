package dev.godwit.engines.files;

import dev.godwit.core.log.StoreException;
import dev.godwit.core.media.Blobs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Blobs in a folder. Safe for several threads; one process at a time.
public final class FileBlobs implements Blobs {
  private static final String UNFINISHED = ".new";

  private final Path folder;

  /// Makes the folder when it is not there, and forgets what was never finished.
  public static FileBlobs open(Path folder) {
    FileBlobs blobs = new FileBlobs(folder);
    guarded(
        () -> {
          Files.createDirectories(folder);
          for (Path file : blobs.files(folder)) {
            if (file.toString().endsWith(UNFINISHED)) {
              Files.delete(file);
            }
          }
          return true;
        });
    return blobs;
  }

  private FileBlobs(Path folder) {
    this.folder = folder;
  }

  @Override
  public void put(Place place, Bytes bytes, long expiresMillis) {
    guarded(
        () -> {
          Path blob = blob(place.owner(), place.blob());
          Files.createDirectories(blob);
          Path file = blob.resolve(Integer.toString(place.part()));
          Path unfinished = Files.createTempFile(blob, place.part() + "-", UNFINISHED);
          write(unfinished, bytes);
          Files.setLastModifiedTime(unfinished, FileTime.fromMillis(expiresMillis));
          Files.move(
              unfinished,
              file,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
          return true;
        });
  }

  @Override
  public Optional<Bytes> get(Place place, long nowMillis) {
    Path file = blob(place.owner(), place.blob()).resolve(Integer.toString(place.part()));
    return guarded(
        () -> {
          try {
            return isExpired(file, nowMillis)
                ? Optional.<Bytes>empty()
                : Optional.of(Bytes.owned(Files.readAllBytes(file)));
          } catch (NoSuchFileException _) {
            return Optional.<Bytes>empty();
          }
        });
  }

  @Override
  public long bytesOf(AccountId owner, long nowMillis) {
    return guarded(
        () -> {
          long sum = 0;
          for (Path file : files(folder.resolve(owner.toString()))) {
            sum += size(file, nowMillis);
          }
          return sum;
        });
  }

  @Override
  public void remove(AccountId owner, Bytes blob) {
    guarded(
        () -> {
          Path there = blob(owner, blob);
          for (Path file : files(there)) {
            Files.deleteIfExists(file);
          }
          removeEmpty(there);
          return true;
        });
  }

  @Override
  public int expire(long nowMillis, int partsMax) {
    return guarded(
        () -> {
          int expired = 0;
          for (Path file : files(folder)) {
            if (expired < partsMax && expired(file, nowMillis)) {
              expired++;
            }
          }
          return expired;
        });
  }

  private boolean expired(Path file, long nowMillis) throws IOException {
    try {
      if (!isExpired(file, nowMillis)) {
        return false;
      }
      boolean deleted = Files.deleteIfExists(file);
      removeEmpty(file.resolve("..").normalize());
      return deleted;
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private static boolean isExpired(Path file, long nowMillis) throws IOException {
    return Files.getLastModifiedTime(file).toMillis() <= nowMillis;
  }

  /// 0 for a file that has expired or gone meanwhile.
  private static long size(Path file, long nowMillis) throws IOException {
    try {
      return isExpired(file, nowMillis) ? 0 : Files.size(file);
    } catch (NoSuchFileException _) {
      return 0;
    }
  }

  private void removeEmpty(Path blob) throws IOException {
    try {
      Files.deleteIfExists(blob);
      Files.deleteIfExists(blob.resolve("..").normalize());
    } catch (DirectoryNotEmptyException _) {
      // Something else is on its way.
    }
  }

  private static void write(Path file, Bytes bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes.shared());
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(true);
    }
  }

  private List<Path> files(Path under) throws IOException {
    try (Stream<Path> all = Files.walk(under)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Path blob(AccountId owner, Bytes blob) {
    return folder.resolve(owner.toString()).resolve(HexFormat.of().formatHex(blob.shared()));
  }

  private interface Work<T> {
    T run() throws IOException;
  }

  private static <T> T guarded(Work<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new StoreException.Unavailable(e);
    }
  }
}
