package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.wire.Bytes;
import org.junit.jupiter.api.Test;

final class PayloadTest {

  @Test
  void whatWasPutInComesOut() {
    Bytes payload = new Payload(300, 1).make(Integer.MAX_VALUE, -5);
    assertEquals(300, payload.size());
    assertEquals(Integer.MAX_VALUE, Payload.number(payload));
    assertEquals(-5, Payload.dueNanos(payload));
  }

  @Test
  void oneThatCannotHoldItsNumberIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Payload(Payload.BYTES_MIN - 1, 1));
  }
}
