package dev.godwit.bench.scenario;

import dev.godwit.bench.server.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The settings of a node under measurement that differ from the defaults.
///
/// Registering thousands of accounts from one address and sending as fast as possible are what
/// the limits are there to prevent; a password hash is slow on purpose, and would only lengthen
/// the preparations.
final class BenchConfig {
  private static final String TOML =
      """
      [limit]
      requests-per-second = 1000000
      registrations-per-hour = 1000000000
      sends-per-second = 1000000
      sends-burst = 1000000
      [password]
      memory-kib = 8
      passes = 1
      """;

  private BenchConfig() {}

  static Path writeTo(Path folder) throws IOException {
    return Files.writeString(folder.resolve("bench.toml"), TOML);
  }

  /// The same, with TLS.
  static Path writeTo(Path folder, Certificate certificate) throws IOException {
    String listen =
        "[listen]\ntls-certificate = \"%s\"\ntls-key = \"%s\"\n"
            .formatted(certificate.certificate(), certificate.key());
    return Files.writeString(folder.resolve("bench-tls.toml"), TOML + listen);
  }
}
