package dev.godwit.bench.scenario;

import dev.godwit.bench.server.Certificate;
import dev.godwit.bench.server.NodeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the node under measurement is started.
final class NodeOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where temporary stores are made; its disk is what is measured.")
  @Nullable Path data;

  @Option(
      names = "--node-java-options",
      paramLabel = "OPTIONS",
      description = "More options for the node's JVM, e.g. -XX:StartFlightRecording=filename=F")
  String javaOptions = "";

  /// A new temporary folder for one measurement.
  Workplace newWorkplace() throws IOException {
    Path root = Path.of(System.getProperty("godwit.root", ".")).toAbsolutePath();
    Path parent = data == null ? root.resolve("benches/target") : data;
    Files.createDirectories(parent);
    return new Workplace(root, Files.createTempDirectory(parent, "node-"), javaOptions);
  }

  /// Where one measurement keeps its stores; removed when it is closed.
  record Workplace(Path root, Path folder, String javaOptions) implements AutoCloseable {

    /// A node's setup, with the data in a folder of this name.
    NodeProcess.Setup setup(String name) throws IOException {
      return setup(folder.resolve(name));
    }

    /// The same, with the data anywhere.
    NodeProcess.Setup setup(Path dataFolder) throws IOException {
      return new NodeProcess.Setup(
          root, dataFolder, Optional.of(BenchConfig.writeTo(folder)), javaOptions);
    }

    /// The same, with TLS and a certificate made for it.
    NodeProcess.Setup setupWithTls(String name) throws IOException, InterruptedException {
      Path config = BenchConfig.writeTo(folder, Certificate.makeIn(folder));
      return new NodeProcess.Setup(root, folder.resolve(name), Optional.of(config), javaOptions);
    }

    /// A new folder in it that programs of other users can reach, if they can reach this one.
    Path forOtherUsers(String name) throws IOException {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      return Files.createDirectory(folder.resolve(name));
    }

    @Override
    public void close() throws IOException {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
