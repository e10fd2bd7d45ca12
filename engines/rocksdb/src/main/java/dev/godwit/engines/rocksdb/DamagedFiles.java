package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.rocksdb.RocksDBException;

/// Says which file of a folder is damaged. RocksDB names tables and manifests, but neither blob
/// files nor its write-ahead log: those are looked through.
final class DamagedFiles {
  private static final Pattern NAMED =
      Pattern.compile("([0-9]{6,}[.](?:sst|log|blob)|MANIFEST-[0-9]+|OPTIONS-[0-9]+|CURRENT)");

  private final Path folder;
  private Optional<Path> foundBefore = Optional.empty();

  DamagedFiles(Path folder) {
    this.folder = folder;
  }

  /// The file, or the folder where none can be told.
  synchronized Path find(RocksDBException e) {
    Matcher named = NAMED.matcher(String.valueOf(e.getMessage()));
    if (named.find()) {
      return folder.resolve(named.group(1));
    }
    if (foundBefore.isEmpty()) {
      foundBefore = Optional.of(lookThrough());
    }
    return foundBefore.get();
  }

  private Path lookThrough() {
    try {
      for (Path log : writeAheadLogs()) {
        if (WriteAheadLog.look(log) != WriteAheadLog.Finding.INTACT) {
          return log;
        }
      }
      for (Path blobs : files(".blob")) {
        if (BlobFile.isDamaged(blobs)) {
          return blobs;
        }
      }
      return folder;
    } catch (IOException | UncheckedIOException e) {
      return folder;
    }
  }

  /// Whether the only damage is at the end of the newest write-ahead log.
  boolean isOnlyTheLastWriteTorn() {
    try {
      List<Path> logs = writeAheadLogs();
      for (Path log : logs) {
        WriteAheadLog.Finding finding = WriteAheadLog.look(log);
        if (finding != WriteAheadLog.Finding.INTACT) {
          return finding == WriteAheadLog.Finding.TORN_AT_THE_END && log.equals(logs.getLast());
        }
      }
      return false;
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /// Oldest first.
  private List<Path> writeAheadLogs() throws IOException {
    return files(".log");
  }

  private List<Path> files(String suffix) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.filter(file -> file.toString().endsWith(suffix)).forEach(found::add);
    }
    Collections.sort(found);
    return found;
  }
}
