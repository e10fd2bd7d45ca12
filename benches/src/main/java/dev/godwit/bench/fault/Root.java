package dev.godwit.bench.fault;

import dev.godwit.bench.fleet.BenchFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Commands that only root may give.
final class Root {
  private Root() {}

  /// One sentence when this process is not root's.
  static Optional<String> missing(String need) {
    return System.getProperty("user.name", "").equals("root")
        ? Optional.empty()
        : Optional.of("Needs root, " + need);
  }

  static void run(String... command) {
    if (!succeeds(command)) {
      throw new BenchFailure(String.join(" ", command) + " was refused");
    }
  }

  static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
