package dev.godwit.bench.server;

import dev.godwit.bench.fleet.BenchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What another JVM has in its heap that is still needed. It stands still until all was told, so it
/// cannot be the one that listens.
final class LiveHeap {
  private static final String TOTAL = "Total ";

  private LiveHeap() {}

  /// Makes that JVM collect its whole heap, which stops it for a moment, and answers the bytes of
  /// all objects that are left. Throws [BenchFailure] when it does not tell.
  static long bytes(long pid) {
    Path command = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    ProcessBuilder histogram =
        new ProcessBuilder(command.toString(), Long.toString(pid), "GC.class_histogram");
    try {
      Process process = Children.start(histogram.redirectErrorStream(true));
      try (var lines = process.inputReader()) {
        return total(lines.lines().toList());
      } finally {
        Children.awaitEnd(process);
      }
    } catch (IOException e) {
      throw new BenchFailure("The heap of the node cannot be looked at with " + command, e);
    }
  }

  /// From the last line of a histogram, `Total`, the number of objects, and their bytes.
  static long total(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(TOTAL))
        .map(line -> line.substring(TOTAL.length()).strip().split(" +"))
        .filter(numbers -> numbers.length == 2)
        .mapToLong(numbers -> Long.parseLong(numbers[1]))
        .findFirst()
        .orElseThrow(() -> new BenchFailure("No heap was told: " + String.join(" ", lines)));
  }
}
