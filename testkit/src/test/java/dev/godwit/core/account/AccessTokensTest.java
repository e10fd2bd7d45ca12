package dev.godwit.core.account;

import static dev.godwit.core.account.World.given;
import static dev.godwit.core.account.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AccessTokensTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);

  private final World world = new World();
  private String token = "";

  @BeforeEach
  void register() {
    token = given(world.register("alice", ALICE)).accessToken();
  }

  @Test
  void tokenSaysWhoItIs() {
    AccessToken said = given(world.tokens.check(token));
    assertEquals(ALICE.account(), said.account());
    assertEquals(ALICE.id(), said.device());
    long left = said.expiresMillis() - world.nowMillis;
    assertTrue(left > 0 && left <= AccessTokens.LIFE_MILLIS);
  }

  @Test
  void tokenExpires() {
    world.pass(AccessTokens.LIFE_MILLIS);
    assertEquals(ErrorCode.TOKEN_EXPIRED, refused(world.tokens.check(token)));
  }

  @Test
  void everyChangedCharacterIsNoticed() {
    int signature = token.lastIndexOf('.');
    for (int index = 0; index < token.length() - 1; index += index < signature ? 7 : 1) {
      char other = token.charAt(index) == 'A' ? 'B' : 'A';
      String changed = token.substring(0, index) + other + token.substring(index + 1);
      assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(changed)), changed);
    }
  }

  @Test
  void otherAlgorithmsAreRefused() {
    String payload = token.split("\\.", -1)[1];
    String keyId = world.accounts.signingKeys().getFirst().id();
    for (String algorithm : new String[] {"none", "HS256", "ES256"}) {
      String header = "{\"alg\":\"%s\",\"kid\":\"%s\"}".formatted(algorithm, keyId);
      for (String signature : new String[] {"", token.split("\\.", -1)[2]}) {
        String forged = base64(header) + "." + payload + "." + signature;
        assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(forged)));
      }
    }
  }

  @Test
  void nonsenseIsUnauthorized() {
    for (String text : new String[] {"", "a.b.c", "....", "x".repeat(10_000)}) {
      assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(text)));
    }
  }

  @Test
  void keysRotateAndOldTokensStayGood() {
    world.pass(SigningKeyRing.SIGNS_MILLIS);
    world.ring.refresh();
    assertEquals(2, world.accounts.signingKeys().size());
    world.pass(SigningKeyRing.SPREAD_MILLIS);
    String before = token;
    String after = given(world.signIn("alice", World.PASSWORD, ALICE)).accessToken();
    assertEquals(ErrorCode.TOKEN_EXPIRED, refused(world.tokens.check(before)));
    given(world.tokens.check(after));
    assertTrue(!header(before).equals(header(after)));
  }

  @Test
  void newKeySignsOnlyWhenAllNodesHaveReadIt() {
    world.pass(SigningKeyRing.SIGNS_MILLIS);
    world.ring.refresh();
    String atOnce = given(world.signIn("alice", World.PASSWORD, ALICE)).accessToken();
    assertEquals(header(token), header(atOnce));
    given(world.tokens.check(atOnce));
  }

  @Test
  void otherNodeVerifiesWithTheSharedKeys() {
    var ring = new SigningKeyRing(world.accounts, world.time, new Random(2));
    ring.refresh();
    given(new AccessTokens(ring, world.time).check(token));
    assertEquals(1, world.accounts.signingKeys().size());
  }

  @Test
  void tokenThatWasGoodBeforeExpiresAllTheSame() {
    given(world.tokens.check(token));
    world.pass(AccessTokens.LIFE_MILLIS);
    assertEquals(ErrorCode.TOKEN_EXPIRED, refused(world.tokens.check(token)));
  }

  @Test
  void tokenThatWasGoodBeforeEndsWithItsSignInAndItsDevice() {
    String other = given(world.signIn("alice", World.PASSWORD, ALICE)).accessToken();
    given(world.tokens.check(other));
    world.signIns.end(given(world.tokens.check(token)));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(token)));
    world.signIns.endAll(ALICE.account(), ALICE.id());
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(other)));
  }

  @Test
  void tokenThatWasGoodBeforeEndsWithItsKey() {
    given(world.tokens.check(token));
    world.pass(SigningKeyRing.VERIFIES_MILLIS);
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(token)));
  }

  @Test
  void expiredKeysVerifyNothing() {
    world.pass(SigningKeyRing.VERIFIES_MILLIS);
    world.ring.refresh();
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(token)));
    assertEquals(1, world.accounts.signingKeys().size());
  }

  private static String header(String of) {
    return of.substring(0, of.indexOf('.'));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
