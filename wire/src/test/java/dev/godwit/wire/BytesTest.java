package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void aChangeOfTheArrayDoesNotShow() {
    byte[] array = {1, 2};
    Bytes bytes = Bytes.of(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;
    assertEquals(Bytes.of((byte) 1, (byte) 2), bytes);
  }

  @Test
  void theOrderIsUnsignedAndAPrefixComesFirst() {
    assertTrue(Bytes.of((byte) 0x7f).compareTo(Bytes.of((byte) 0x80)) < 0);
    assertTrue(Bytes.of((byte) 1).compareTo(Bytes.of((byte) 1, (byte) 0)) < 0);
  }

  @Test
  void theTextShowsNoContent() {
    assertFalse(Bytes.of((byte) 0x61, (byte) 0x62).toString().contains("61"));
    assertEquals("Bytes[2]", Bytes.of((byte) 0x61, (byte) 0x62).toString());
  }
}
