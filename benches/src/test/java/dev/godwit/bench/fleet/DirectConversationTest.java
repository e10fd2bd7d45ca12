package dev.godwit.bench.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.godwit.wire.AccountId;
import org.junit.jupiter.api.Test;

final class DirectConversationTest {
  private static final AccountId SMALL = AccountId.parse("00000000000000000000000000000001");
  private static final AccountId LARGE = AccountId.parse("ff000000000000000000000000000000");

  @Test
  void theIdIsThatOfThePairWhoeverBegins() {
    assertEquals(DirectConversation.idOf(SMALL, LARGE), DirectConversation.idOf(LARGE, SMALL));
  }

  @Test
  void theIdIsTheOneOfTheProtocol() {
    assertEquals(
        "06ca00fd9d9dedf5ac3fa7dc9d5a0f50", DirectConversation.idOf(SMALL, LARGE).toString());
    assertNotEquals(DirectConversation.idOf(SMALL, LARGE), DirectConversation.idOf(SMALL, SMALL));
  }
}
