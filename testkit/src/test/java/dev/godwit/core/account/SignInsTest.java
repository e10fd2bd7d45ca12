package dev.godwit.core.account;

import static dev.godwit.core.account.World.given;
import static dev.godwit.core.account.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.ErrorCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SignInsTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);

  private final World world = new World();
  private Granted first;

  @BeforeEach
  void register() {
    first = given(world.register("alice", ALICE));
  }

  @Test
  void refreshGivesNewTokensForTheSameDevice() {
    Granted second = given(refresh(first));
    assertEquals(first.account(), second.account());
    assertEquals(first.device(), second.device());
    assertNotEquals(first.refreshToken(), second.refreshToken());
    given(refresh(second));
  }

  @Test
  void lostAnswerMayBeAskedForAgain() {
    given(refresh(first));
    world.pass(SignIns.GRACE_MILLIS);
    given(refresh(given(refresh(first))));
  }

  @Test
  void lostAnswerIsForgottenAfterTheGrace() {
    given(refresh(first));
    world.pass(SignIns.GRACE_MILLIS + 1);
    assertEquals(ErrorCode.TOKEN_REUSED, refused(refresh(first)));
  }

  @Test
  void retriesDoNotMakeTheGraceLonger() {
    given(refresh(first));
    world.pass(SignIns.GRACE_MILLIS);
    given(refresh(first));
    world.pass(1);
    assertEquals(ErrorCode.TOKEN_REUSED, refused(refresh(first)));
  }

  @Test
  void oldTokenEndsTheFamilyOnceTheNewestWasUsed() {
    Granted second = given(refresh(first));
    Granted third = given(refresh(second));
    assertEquals(ErrorCode.TOKEN_REUSED, refused(refresh(first)));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(refresh(third)));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(third.accessToken())));
  }

  @Test
  void thiefWhoUsesTheGraceIsFoundOut() {
    Granted ofTheOwner = given(refresh(first));
    Granted ofTheThief = given(refresh(first));
    assertEquals(ErrorCode.TOKEN_REUSED, refused(refresh(ofTheOwner)));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(refresh(ofTheThief)));
  }

  @Test
  void familyEndsWhenItIsNotRefreshed() {
    world.pass(SignIns.LIFE_MILLIS);
    assertEquals(ErrorCode.UNAUTHORIZED, refused(refresh(first)));
  }

  @Test
  void nonsenseIsUnauthorizedAndEndsNothing() {
    for (String token : new String[] {"", "x", "~".repeat(64), "A".repeat(64)}) {
      assertEquals(ErrorCode.UNAUTHORIZED, refused(world.signIns.refresh(token)));
    }
    given(refresh(first));
  }

  @Test
  void signedOutFamilyIsGone() {
    world.signIns.end(given(world.tokens.check(first.accessToken())));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(refresh(first)));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(first.accessToken())));
  }

  @Test
  void twoSignInsOfOneDeviceAreIndependent() {
    Granted other = given(world.signIn("alice", World.PASSWORD, ALICE));
    world.signIns.end(given(world.tokens.check(first.accessToken())));
    given(world.tokens.check(other.accessToken()));
    given(refresh(other));
  }

  private Reply<Granted> refresh(Granted with) {
    return world.signIns.refresh(with.refreshToken());
  }
}
