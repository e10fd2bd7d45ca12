package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.client.Message;
import dev.godwit.client.Tick;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class HumanOutputTest {
  /// What is printed of a message, behind its time.
  private static String line(Message message) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new HumanOutput(out, out, false).message(message);
    String text = bytes.toString(StandardCharsets.UTF_8).strip();
    return text.substring(text.indexOf('@'));
  }

  @Test
  void ownMessagesHaveTheirTicksAndOthersHaveNone() {
    assertEquals("@bob: hello", line(Samples.fromBob(1, "hello")));
    assertEquals("@alice: hello ✓", line(Samples.mine(1, "hello", Tick.SENT)));
    assertEquals("@alice: hello ✓✓", line(Samples.mine(1, "hello", Tick.DELIVERED)));
    assertEquals("@alice: hello ✓✓ read", line(Samples.mine(1, "hello", Tick.READ)));
  }
}
