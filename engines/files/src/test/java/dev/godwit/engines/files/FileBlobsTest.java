package dev.godwit.engines.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.godwit.core.media.Blobs;
import dev.godwit.testkit.BlobsContract;
import dev.godwit.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileBlobsTest implements BlobsContract {
  private final Path folder;
  private Blobs blobs;

  FileBlobsTest(@TempDir Path folder) {
    this.folder = folder.resolve("blobs");
    blobs = FileBlobs.open(this.folder);
  }

  @BeforeEach
  void open() {
    blobs = FileBlobs.open(folder);
  }

  @Override
  public Blobs blobs() {
    return blobs;
  }

  @Override
  public Blobs reopenedBlobs() {
    return FileBlobs.open(folder);
  }

  @Test
  void aPartThatWasNeverFinishedIsForgotten() throws IOException {
    Path unfinished = folder.resolve(ALICE.toString()).resolve("0".repeat(32)).resolve("3-x.new");
    Files.createDirectories(unfinished.getParent());
    Files.writeString(unfinished, "half");
    Blobs again = reopenedBlobs();
    assertFalse(Files.exists(unfinished));
    assertEquals(
        Optional.empty(), again.get(new Blobs.Place(ALICE, Bytes.owned(new byte[16]), 3), 0));
  }
}
