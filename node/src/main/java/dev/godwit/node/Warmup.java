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
  private static final int UNLIMITED = 1_000_000;

  private Warmup() {}

  static void run(Path natives) throws Exception {
    RocksStore.prepare(natives);
    Path folder = Files.createTempDirectory("godwit-warmup");
    try {
      NodeConfig config = ConfigReader.read(Optional.empty(), settings(folder.resolve("data")));
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

  private static ObjectNode settings(Path data) {
    ObjectNode settings = ConfigReader.nothing();
    settings.putObject("listen").put("port", 0);
    settings.putObject("store").put("data", data.toString());
    settings
        .putObject("limit")
        .put("requests-per-second", UNLIMITED)
        .put("sends-per-second", UNLIMITED)
        .put("sends-burst", UNLIMITED);
    return settings;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
