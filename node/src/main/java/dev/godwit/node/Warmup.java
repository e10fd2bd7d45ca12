package dev.godwit.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.engines.rocksdb.RocksStore;
import dev.godwit.node.rehearsal.Rehearsal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// The run from which the start-up archive is made: a rehearsal on a throw-away store, with a
/// start of the node in its middle.
final class Warmup {
  /// What would only lengthen the rehearsal is left out.
  private static final String SETTINGS =
      """
      [password]
      memory-kib = 8
      passes = 1
      [limit]
      requests-per-second = 1000000
      sends-per-second = 1000000
      sends-burst = 1000000
      """;

  private Warmup() {}

  static void run(Path natives) throws Exception {
    RocksStore.prepare(natives);
    Path folder = Files.createTempDirectory("godwit-warmup");
    try {
      NodeConfig config = config(folder);
      Rehearsal rehearsal = new Rehearsal();
      Node node = Start.begin().finish(config);
      try {
        rehearsal.begin(URI.create(node.url()));
      } finally {
        node.stop();
      }
      Node again = Start.begin().finish(config);
      try {
        rehearsal.goOn(URI.create(again.url()));
      } finally {
        again.stop();
      }
    } finally {
      delete(folder);
    }
  }

  /// From a file in part, as most nodes have theirs.
  private static NodeConfig config(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("settings.toml"), SETTINGS);
    ObjectNode overrides = ConfigReader.nothing();
    overrides.putObject("listen").put("port", 0);
    overrides.putObject("store").put("data", folder.resolve("data").toString());
    return ConfigReader.read(Optional.of(file), overrides);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
