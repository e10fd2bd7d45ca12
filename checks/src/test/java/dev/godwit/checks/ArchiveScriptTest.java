package dev.godwit.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The start-up archive that `./run` and `./godwit` make for themselves, with something else in the
/// place of the virtual machine.
final class ArchiveScriptTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("godwit.root", "."), "scripts", "java.sh").toAbsolutePath();
  private static final String WRITE = "printf archive >\"${1#-XX:AOTCacheOutput=}\"";

  @TempDir private Path root;

  @Test
  void programUsesTheArchiveThatWasMade() throws Exception {
    assertEquals("-XX:AOTCache=" + root.resolve("cli/target/cli.aot"), flag(WRITE));
    assertEquals(List.of("aot.log", "cli.aot", "lib"), made());
  }

  @Test
  void programStartsWithoutAnArchiveWhenNoneCanBeMade() throws Exception {
    assertEquals("", flag("false"));
  }

  @Test
  void archiveThatIsNotWholeIsNotUsed() throws Exception {
    assertEquals("", flag(WRITE + "; false"));
    assertEquals(List.of("aot.log", "lib"), made());
  }

  private String flag(String java) throws IOException, InterruptedException {
    Files.createDirectories(root.resolve("cli/target/lib"));
    String program =
        "set -eu; java_flags=; . '%s'; java() { %s; }; flag=$(aot_flag cli Main); echo \"$flag\""
            .formatted(SCRIPT, java);
    Process shell =
        new ProcessBuilder("sh", "-c", "root='" + root + "'; " + program)
            .redirectErrorStream(true)
            .start();
    String printed = shell.inputReader(StandardCharsets.UTF_8).readAllAsString().strip();
    assertEquals(0, shell.waitFor(), printed);
    return printed;
  }

  private List<String> made() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("cli/target"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
