package dev.godwit.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What a node has on disk.
final class Stored {
  private Stored() {}

  static long bytes(Path data) throws IOException {
    try (var files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
