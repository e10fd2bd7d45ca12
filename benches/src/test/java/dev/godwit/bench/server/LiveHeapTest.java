package dev.godwit.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.bench.fleet.BenchFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LiveHeapTest {
  @Test
  void theLastLineOfTheHistogramTells() {
    List<String> histogram =
        List.of(
            " num     #instances         #bytes  class name (module)",
            "   1:            12           4096  org.example.Total",
            "Total        300747       13209408");
    assertEquals(13_209_408, LiveHeap.total(histogram));
  }

  @Test
  void whatIsSaidInsteadIsTheMessage() {
    var failure =
        assertThrows(BenchFailure.class, () -> LiveHeap.total(List.of("42:", "No such process")));
    assertEquals("No heap was told: 42: No such process", failure.getMessage());
  }

  @Test
  void whatAJvmHoldsIsCounted() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    Process holder =
        Children.start(new ProcessBuilder(java, "-cp", classes, Holder.class.getName()));
    try {
      assertEquals("held", holder.inputReader().readLine());
      long bytes = LiveHeap.bytes(holder.pid());
      assertTrue(Holder.BYTES < bytes && bytes < 2 * Holder.BYTES, "has " + bytes);
    } finally {
      Children.end(holder);
    }
  }

  /// A process that holds some memory, and has let go of as much, until its input ends.
  static final class Holder {
    static final int BYTES = 32 << 20;
    private static final List<byte[]> HELD = new ArrayList<>();

    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      HELD.add(new byte[BYTES]);
      HELD.add(new byte[BYTES]);
      HELD.removeFirst();
      System.out.println("held");
      System.in.read();
    }
  }
}
