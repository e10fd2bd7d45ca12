package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.wire.ConversationId;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecipientTest {
  @Test
  void aHandleIsReadWithAndWithoutItsSignWhateverTheCase() {
    for (String text : List.of("@bob", "bob", "@BoB")) {
      assertEquals(new Recipient.Handle("bob"), Recipient.parse(text));
    }
  }

  @Test
  void thirtyTwoDigitsAreAConversation() {
    ConversationId id = new ConversationId(0x0a0b, 0x0c0d);
    Recipient recipient = Recipient.parse(id.toString());
    assertEquals(new Recipient.InConversation(id), recipient);
    assertEquals(recipient, Recipient.parse(recipient.format()));
  }

  @Test
  void whatIsNoHandleIsRefused() {
    for (String text : List.of("", "@", "ab", "b b b", "1abc", "@bob!", "x".repeat(33))) {
      assertThrows(GodwitException.class, () -> Recipient.parse(text), text);
    }
  }
}
