package dev.godwit.cli.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.testing.JavaProcess;
import dev.godwit.client.testing.JavaProgram;
import java.nio.file.Path;
import java.util.List;

/// Starts the command line from its jar, as `./godwit` does, with a start-up archive that is made
/// before the first command.
final class Godwits {
  private static final String MAIN = "dev.godwit.cli.Main";
  private static final JavaProgram PROGRAM = withArchive(Path.of("target", "godwit.aot"));

  private Godwits() {}

  static JavaProcess start(Path output, List<String> arguments) {
    return JavaProcess.start(output, PROGRAM, arguments);
  }

  private static JavaProgram withArchive(Path archive) {
    JavaProgram program = JavaProgram.packed(MAIN).with("-Xlog:disable");
    Path output = Path.of("target", "archive.log");
    try (JavaProcess rehearsal =
        JavaProcess.start(
            output, program.with("-XX:AOTCacheOutput=" + archive), List.of("warmup"))) {
      assertEquals(0, rehearsal.exit(), () -> "" + rehearsal.lines());
    }
    return program.with("-XX:AOTCache=" + archive);
  }
}
