package dev.godwit.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.client.Tick;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class JsonOutputTest {
  private static final String CONVERSATION = Samples.CONVERSATION.toString();

  /// The one line that something prints.
  private static JsonNode line(Consumer<Output> printing) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    printing.accept(new JsonOutput(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count());
    return new ObjectMapper().readTree(text);
  }

  @Test
  void aMessageHasItsSevenFields() throws Exception {
    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"event":"message","conversation":"%s","from":"bob","sequence":9,"id":"%s",
                 "text":"a\\"b\\nc","time":9000}
                """
                    .formatted(CONVERSATION, Samples.ID)),
        line(out -> out.message(Samples.fromBob(9, "a\"b\nc"))));
  }

  @Test
  void ticksAreNamedForScripts() throws Exception {
    for (Tick tick : new Tick[] {Tick.SENT, Tick.DELIVERED, Tick.READ}) {
      JsonNode line = line(out -> out.ticked(Samples.CONVERSATION, Samples.ID, 9, tick));
      assertEquals(tick.name().toLowerCase(java.util.Locale.ROOT), line.path("event").asText());
      assertEquals(CONVERSATION, line.path("conversation").asText());
      assertEquals(Samples.ID.toString(), line.path("id").asText());
      assertEquals(9, line.path("sequence").asLong());
      assertEquals(4, line.size());
    }
  }

  @Test
  void anErrorHasCodeAndText() throws Exception {
    assertEquals(
        new ObjectMapper().readTree("{\"event\":\"error\",\"code\":\"X\",\"text\":\"Do y.\"}"),
        line(out -> out.error("X", "Do y.")));
  }

  @Test
  void aConversationHasItsNewestMessage() throws Exception {
    JsonNode line = line(out -> out.conversation(Samples.withBob(2, Samples.fromBob(1, "hello"))));
    assertEquals("conversation", line.path("event").asText());
    assertEquals("bob", line.path("with").asText());
    assertEquals(2, line.path("unread").asInt());
    assertEquals("hello", line.path("last").path("text").asText());
  }
}
