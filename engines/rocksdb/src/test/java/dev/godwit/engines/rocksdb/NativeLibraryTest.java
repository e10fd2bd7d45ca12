package dev.godwit.engines.rocksdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDB;

final class NativeLibraryTest {
  @TempDir Path folder;
  private Path file;
  private byte[] library;

  @BeforeEach
  void readLibrary() throws IOException {
    file = folder.resolve(NativeLibrary.NAME);
    try (var packed = RocksDB.class.getResourceAsStream("/" + NativeLibrary.NAME)) {
      assertNotNull(packed);
      library = packed.readAllBytes();
    }
  }

  @Test
  void aLibraryThatWasUnpackedIsUsedAgain() throws IOException {
    Files.write(file, library);
    assertTrue(NativeLibrary.isUnpacked(file));
  }

  @Test
  void whatWasPreparedIsFoundInTheLibraryPath() throws IOException {
    Path ready = folder.resolve("ready");
    String path = folder + File.pathSeparator + ready;
    assertEquals(Optional.empty(), NativeLibrary.prepared(path));
    assertEquals(Optional.empty(), NativeLibrary.prepared(""));
    NativeLibrary.prepare(ready);
    assertEquals(Optional.of(ready), NativeLibrary.prepared(path));
    assertTrue(NativeLibrary.isUnpacked(ready.resolve(NativeLibrary.NAME)));
    try (var files = Files.list(ready)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void oneThatIsMissingTornOrOfAnotherVersionIsNot() throws IOException {
    assertFalse(NativeLibrary.isUnpacked(file));
    Files.write(file, Arrays.copyOf(library, library.length - 1));
    assertFalse(NativeLibrary.isUnpacked(file));
    library[library.length / 2] ^= 1;
    Files.write(file, library);
    assertFalse(NativeLibrary.isUnpacked(file));
  }
}
