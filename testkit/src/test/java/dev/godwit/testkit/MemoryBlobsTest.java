package dev.godwit.testkit;

import dev.godwit.core.media.Blobs;

final class MemoryBlobsTest implements BlobsContract {
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Override
  public Blobs blobs() {
    return blobs;
  }

  @Override
  public Blobs reopenedBlobs() {
    return blobs;
  }
}
