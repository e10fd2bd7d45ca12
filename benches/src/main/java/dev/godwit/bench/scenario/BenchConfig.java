package dev.godwit.bench.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The settings of a node under measurement that differ from the defaults.
///
/// Registering thousands of accounts from one address is what the limits are there to prevent, and
/// a password hash is slow on purpose: both would only lengthen the preparations.
final class BenchConfig {
  private static final String TOML =
      """
      """;

  private BenchConfig() {}

  static Path writeTo(Path folder) throws IOException {
    return Files.writeString(folder.resolve("bench.toml"), TOML);
  }
}
