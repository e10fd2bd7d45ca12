package dev.godwit.core.account;

import static dev.godwit.core.account.World.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PasswordHasherTest {
  private static final Password PASSWORD = new Password("password");

  private final PasswordHasher hasher = new PasswordHasher(World.CHEAP, 1, new Random(1));

  /// A vector of the reference implementation's test suite.
  @Test
  void hashAgreesWithTheReferenceImplementation() {
    Bytes salt = Bytes.owned("somesalt".getBytes(StandardCharsets.US_ASCII));
    PasswordHash hash = PasswordHash.compute(PASSWORD, new Argon2Cost(65_536, 2, 1), salt);
    assertEquals(
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
            + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        hash.format());
  }

  @Test
  void hashIsSaltedAndMatchesItsPasswordOnly() {
    String one = given(hasher.hash(PASSWORD));
    assertNotEquals(one, given(hasher.hash(PASSWORD)));
    assertTrue(given(hasher.matches(PASSWORD, one)));
    assertFalse(given(hasher.matches(new Password("passwort"), one)));
    assertFalse(given(hasher.matchesNobody(PASSWORD)));
  }

  @Test
  void damagedHashMatchesNothing() {
    String good = given(hasher.hash(PASSWORD));
    for (String bad :
        new String[] {
          "",
          "plain",
          good.replace("argon2id", "argon2i"),
          good.replace("m=8", "m=4194304"),
          good.replace("t=1", "t=0"),
          good.substring(0, good.length() - 30)
        }) {
      assertFalse(given(hasher.matches(PASSWORD, bad)), bad);
    }
  }
}
