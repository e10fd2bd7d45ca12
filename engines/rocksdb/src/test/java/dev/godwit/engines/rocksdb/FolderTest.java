package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.LogId;
import dev.godwit.core.log.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private static final LogId LOG = Entries.log(1);

  @TempDir Path folder;

  private static void write(Path folder, long first, long last) {
    try (RocksStore store = RocksStore.open(folder)) {
      Entries.append(store.logs(), LOG, first, last);
    }
  }

  private static void writeFiles(Path folder, long entries) {
    try (RocksStore store = RocksStore.open(folder)) {
      Entries.append(store.logs(), LOG, 1, entries);
      Entries.flush(store);
    }
  }

  private List<Path> files(String suffix) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(suffix)).sorted().toList();
    }
  }

  private Path largest(String suffix) throws IOException {
    return files(suffix).stream().max(Comparator.comparingLong(f -> f.toFile().length())).get();
  }

  private static void flip(Path file, long offset) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(offset);
      int before = bytes.read();
      bytes.seek(offset);
      bytes.write(before ^ 0x40);
    }
  }

  @Test
  void aFolderOfANewerVersionIsRefusedAndLeftAlone() throws Exception {
    write(folder, 1, 3);
    Files.writeString(folder.resolve("GODWIT"), "godwit store 3\n");
    FolderException.Newer refused =
        assertThrows(FolderException.Newer.class, () -> RocksStore.open(folder));
    assertEquals(folder, refused.path());
    assertEquals("godwit store 3\n", Files.readString(folder.resolve("GODWIT")));
  }

  @Test
  void aFolderOfAnOlderVersionIsOursFromNowOn() throws Exception {
    write(folder, 1, 3);
    Files.writeString(folder.resolve("GODWIT"), "godwit store 1\n");
    write(folder, 4, 5);
    assertEquals("godwit store 2\n", Files.readString(folder.resolve("GODWIT")));
  }

  @Test
  void aFolderWhoseMarkCannotBeReadIsDamaged() throws Exception {
    write(folder, 1, 3);
    Files.writeString(folder.resolve("GODWIT"), "nonsense");
    FolderException.Damaged refused =
        assertThrows(FolderException.Damaged.class, () -> RocksStore.open(folder));
    assertEquals(folder, refused.path());
  }

  @Test
  void aStoreWithoutItsMarkIsRefused() throws Exception {
    write(folder, 1, 3);
    Files.delete(folder.resolve("GODWIT"));
    assertThrows(FolderException.NotAStore.class, () -> RocksStore.open(folder));
  }

  @Test
  void aFolderThatIsOpenIsInUse() {
    try (RocksStore first = RocksStore.open(folder)) {
      FolderException.InUse refused =
          assertThrows(FolderException.InUse.class, () -> RocksStore.open(folder));
      assertTrue(String.valueOf(refused.getMessage()).contains(folder.toString()));
      Entries.append(first.logs(), LOG, 1, 1);
    }
    write(folder, 2, 2);
  }

  @Test
  void aFileInPlaceOfTheFolderIsUnusable() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThrows(FolderException.Unusable.class, () -> RocksStore.open(file));
  }

  @Test
  void aWriteAheadLogThatWasCutLosesOnlyItsTornEnd() throws Exception {
    write(folder, 1, 20);
    Path log = largest(".log");
    try (RandomAccessFile bytes = new RandomAccessFile(log.toFile(), "rw")) {
      bytes.setLength(bytes.length() - 5);
    }
    try (RocksStore store = RocksStore.open(folder)) {
      assertEquals(19, store.logs().load(LOG).head());
      assertEquals(19, Entries.all(store.logs(), LOG).entries().size());
      Entries.append(store.logs(), LOG, 20, 21);
    }
    try (RocksStore store = RocksStore.open(folder)) {
      assertEquals(21, Entries.all(store.logs(), LOG).entries().size());
    }
  }

  @Test
  void aWriteThatALossOfPowerLeftAsGarbageIsDropped() throws Exception {
    write(folder, 1, 200);
    Path log = largest(".log");
    flip(log, Files.size(log) - 50);
    try (RocksStore store = RocksStore.open(folder)) {
      assertEquals(199, Entries.all(store.logs(), LOG).entries().size());
      Entries.append(store.logs(), LOG, 200, 201);
    }
  }

  @Test
  void aDamagedMiddleOfTheWriteAheadLogIsNotSkippedOver() throws Exception {
    write(folder, 1, 200);
    Path log = largest(".log");
    flip(log, Files.size(log) / 2);
    FolderException.Damaged refused =
        assertThrows(FolderException.Damaged.class, () -> RocksStore.open(folder));

    assertEquals(log, refused.path());
  }

  @Test
  void aDamagedFrameIsAnErrorThatNamesTheFileAndNeverWrongData() throws Exception {
    writeFiles(folder, 100);
    Path file = largest(".blob");
    flip(file, Files.size(file) / 2);
    try (RocksStore store = RocksStore.open(folder)) {
      StoreException.Corrupt refused =
          assertThrows(StoreException.Corrupt.class, () -> Entries.all(store.logs(), LOG));
      assertEquals(
          file, assertInstanceOf(FolderException.Damaged.class, refused.getCause()).path());
    }
  }

  @Test
  void aDamagedTableIsAnErrorThatNamesTheFile() throws Exception {
    writeFiles(folder, 100);
    for (Path file : files(".sst")) {
      flip(file, 40);
    }
    try (RocksStore store = RocksStore.open(folder)) {
      StoreException.Corrupt refused =
          assertThrows(StoreException.Corrupt.class, () -> Entries.all(store.logs(), LOG));
      Path named = assertInstanceOf(FolderException.Damaged.class, refused.getCause()).path();
      assertTrue(files(".sst").contains(named), named.toString());
      assertThrows(StoreException.Corrupt.class, () -> store.logs().commit(Entries.one(LOG, 101)));
    }
  }

  @Test
  void aMissingTableIsDamage() throws Exception {
    writeFiles(folder, 100);
    Path file = largest(".sst");
    Files.delete(file);
    FolderException.Damaged refused =
        assertThrows(FolderException.Damaged.class, () -> RocksStore.open(folder));
    assertEquals(file, refused.path());
  }

  @Test
  void aDamagedManifestIsNamed() throws Exception {
    writeFiles(folder, 10);
    try (Stream<Path> all = Files.list(folder)) {
      Path manifest = all.filter(f -> f.toString().contains("MANIFEST-")).findFirst().get();
      flip(manifest, Files.size(manifest) / 2);
      FolderException.Damaged refused =
          assertThrows(FolderException.Damaged.class, () -> RocksStore.open(folder));
      assertEquals(manifest, refused.path());
    }
  }
}
