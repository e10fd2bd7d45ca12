package dev.godwit.core.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.Bytes;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CheckedTokensTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);

  private final CheckedTokens kept = new CheckedTokens(2);

  @Test
  void tokenIsFoundByItsHashOnly() {
    CheckedTokens.Checked good = checked("one");
    kept.add(CheckedTokens.hash("one"), good);
    assertEquals(Optional.of(good), kept.find(CheckedTokens.hash("one")));
    assertTrue(kept.find(CheckedTokens.hash("One")).isEmpty());
    assertTrue(kept.find(Bytes.EMPTY).isEmpty());
  }

  @Test
  void theOneUnusedForLongestIsForgotten() {
    add("one");
    add("two");
    assertTrue(kept.find(CheckedTokens.hash("one")).isPresent());
    add("three");
    assertEquals(2, kept.size());
    assertTrue(kept.find(CheckedTokens.hash("one")).isPresent());
    assertTrue(kept.find(CheckedTokens.hash("two")).isEmpty());
  }

  private void add(String text) {
    kept.add(CheckedTokens.hash(text), checked(text));
  }

  private static CheckedTokens.Checked checked(String signIn) {
    return new CheckedTokens.Checked(new AccessToken(ALICE.account(), ALICE.id(), signIn, 1), "k");
  }
}
