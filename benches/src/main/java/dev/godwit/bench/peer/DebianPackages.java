package dev.godwit.bench.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Programs of Debian, unpacked into a folder. Nothing is installed and nothing outside the folder
/// changes; what is missing of the programs' dependencies comes with them.
public final class DebianPackages {
  private static final String NEW_PACKAGE = "Inst ";

  private DebianPackages() {}

  /// Fetches and unpacks into `folder`, unless that was done before. Throws [BenchFailure] on a
  /// system without apt, or when the packages cannot be had.
  public static void unpack(Path folder, List<String> packages) throws IOException {
    Path done = folder.resolve("unpacked");
    if (Files.exists(done)) {
      return;
    }
    Path archives = Files.createDirectories(folder.resolve("archives"));
    Commands.run(archives, join(List.of("apt-get", "-q", "download"), withMissing(packages)));
    try (Stream<Path> files = Files.list(archives)) {
      for (Path file : files.sorted().toList()) {
        Commands.run(folder, List.of("dpkg", "-x", file.toString(), folder.toString()));
      }
    }
    Files.writeString(done, String.join("\n", packages) + "\n", UTF_8);
  }

  /// Where Debian puts libraries of this machine's kind.
  public static Path libraries(Path folder) throws IOException {
    try (Stream<Path> kinds = Files.list(folder.resolve("usr/lib"))) {
      return kinds.filter(kind -> kind.toString().endsWith("-linux-gnu")).toList().getFirst();
    }
  }

  /// The packages, and what else apt would install with them on this machine.
  private static List<String> withMissing(List<String> packages) throws IOException {
    List<String> simulate = List.of("apt-get", "-s", "-q", "--no-install-recommends", "install");
    List<String> missing =
        Commands.run(Path.of("/"), join(simulate, packages))
            .lines()
            .filter(line -> line.startsWith(NEW_PACKAGE))
            .map(line -> line.split(" ", -1)[1])
            .toList();
    return missing.isEmpty() ? packages : missing;
  }

  private static List<String> join(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
