package dev.godwit.engines.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A disk of a few megabytes, in memory. Only root may make one.
final class SmallDisk implements AutoCloseable {
  private static final int SECONDS_MAX = 20;
  private static final String FILLER = "filler";

  private final Path place;

  private SmallDisk(Path place) {
    this.place = place;
  }

  static boolean isPossible(Path place) throws IOException {
    boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place.toString());
    return mounted && run("umount", place.toString());
  }

  static SmallDisk mount(Path place, int megabytes) throws IOException {
    run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", place.toString());
    return new SmallDisk(place);
  }

  Path folder() {
    return place.resolve("data");
  }

  /// Takes all of the space but about so much.
  void fillUpTo(long bytesLeft) throws IOException {
    long bytes = place.toFile().getUsableSpace() - bytesLeft;
    byte[] piece = new byte[64 * 1024];
    try (var out = Files.newOutputStream(place.resolve(FILLER))) {
      for (long written = 0; written < bytes; written += piece.length) {
        out.write(piece, 0, (int) Math.min(piece.length, bytes - written));
      }
    }
  }

  void free() throws IOException {
    Files.delete(place.resolve(FILLER));
  }

  private static boolean run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(List.of(command))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      return process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    run("umount", place.toString());
  }
}
