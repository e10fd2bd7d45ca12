package dev.godwit.bench.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class WorkerBenchTest {
  /// Sent to the sender, the entry to the receiver, the receipt back.
  private static final int FRAMES_PER_MESSAGE = 3;

  @Test
  void everyMessageGoesItsWholeWay() {
    WorkerBench bench = new WorkerBench();
    long before = bench.messageAlone();
    for (int i = 0; i < 1_000; i++) {
      before += FRAMES_PER_MESSAGE;
      assertEquals(before, bench.messageAlone());
    }
  }

  @Test
  void manyInATurnShareOneReceipt() {
    WorkerBench bench = new WorkerBench();
    long before = bench.messageAmongMany();
    assertEquals(2 * 100 + 1, bench.messageAmongMany() - before);
  }
}
