package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final ConversationId CONVERSATION = new ConversationId(0x0102030405060708L, -1);

  @Test
  void aFrameIsReadAsItWasWritten() {
    Frame hello =
        new Hello(1, "godwit/0.1 ü", 7, List.of(new Position(CONVERSATION, 300, true)), 256);
    assertEquals(hello, Frame.decode(Frame.encode(hello)));
    assertEquals(Frame.encodedSize(hello), Frame.encode(hello).size());
  }
}
