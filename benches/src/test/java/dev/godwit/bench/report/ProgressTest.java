package dev.godwit.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(out, true, UTF_8);

  private void row(Progress progress, int steps) {
    for (int step = 1; step <= steps; step++) {
      progress.step("Filling", step, steps);
    }
  }

  @Test
  void aFileGetsALineForEachTenth() {
    row(new Progress(stream, false), 511);
    List<String> lines = out.toString(UTF_8).lines().toList();
    assertEquals(10, lines.size());
    assertEquals("Filling, 52 of 511 …", lines.getFirst());
    assertEquals("Filling, 511 of 511 …", lines.getLast());
  }

  @Test
  void aShortRowHasNoMoreLinesThanSteps() {
    row(new Progress(stream, false), 3);
    assertEquals(3, out.toString(UTF_8).lines().count());
  }

  @Test
  void aTerminalSeesEveryStepInOneLine() {
    row(new Progress(stream, true), 511);
    assertEquals(511, out.toString(UTF_8).split("Filling", -1).length - 1);
    assertEquals(1, out.toString(UTF_8).split("\n", -1).length);
  }
}
