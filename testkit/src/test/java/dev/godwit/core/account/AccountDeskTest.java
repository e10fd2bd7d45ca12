package dev.godwit.core.account;

import static dev.godwit.core.account.World.given;
import static dev.godwit.core.account.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AccountDeskTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);
  private static final SignedDevice BOB = SignedDevice.of(2);

  private final World world = new World();

  @Test
  void handleIsUniqueWhateverTheCase() {
    given(world.register("Alice", ALICE));
    assertEquals(ErrorCode.HANDLE_TAKEN, refused(world.register("aLICE", BOB)));
    assertEquals("alice", given(world.desk.find("ALICE")).account().handle());
  }

  @Test
  void whoLooksUpManyHandlesIsSlowedDown() {
    given(world.register("alice", ALICE));
    List<String> many = Collections.nCopies(Limits.GROUP_MEMBERS_MAX, "alice");
    assertEquals(many.size(), given(world.desk.findMany(BOB.account(), many)).size());
    given(world.desk.findMany(BOB.account(), many));
    assertEquals(
        ErrorCode.RATE_LIMITED, refused(world.desk.findMany(BOB.account(), List.of("alice"))));
    assertEquals(1, given(world.desk.findMany(ALICE.account(), List.of("alice"))).size());
  }

  @Test
  void passwordIsTheSameHoweverItsLettersAreComposed() {
    String composed = "caf\u00e9 au lait";
    String decomposed = "cafe\u0301 au lait";
    given(
        world.desk.register(
            new Registration(
                ALICE.account(),
                "alice",
                composed,
                ALICE.identityKey(),
                ALICE.id(),
                ALICE.certificate(),
                List.of(),
                World.ADDRESS)));
    given(world.signIn("alice", decomposed, ALICE));
  }

  @Test
  void passwordIsStoredAsArgon2id() {
    given(world.register("alice", ALICE));
    String stored = world.accounts.byId(ALICE.account()).orElseThrow().passwordHash();
    assertTrue(stored.startsWith("$argon2id$v=19$m=8,t=1,p=1$"), stored);
  }

  @Test
  void signInHashesAgainWhenTheCostHasChanged() {
    given(world.register("alice", ALICE));
    Argon2Cost dearer = new Argon2Cost(16, 2, 1);
    AccountDesk later = world.desk(new PasswordHasher(dearer, 1, new Random(3)));
    given(later.signIn(signIn(World.PASSWORD)));
    String stored = world.accounts.byId(ALICE.account()).orElseThrow().passwordHash();
    assertTrue(stored.startsWith("$argon2id$v=19$m=16,t=2,p=1$"), stored);
    given(later.signIn(signIn(World.PASSWORD)));
    assertEquals(ErrorCode.BAD_CREDENTIALS, refused(later.signIn(signIn("wrong horse"))));
  }

  @Test
  void failedSignInsAreLimitedAndSuccessesAreNot() {
    given(world.register("alice", ALICE));
    for (int count = 0; count < 100; count++) {
      given(world.signIn("alice", World.PASSWORD, ALICE));
    }
    for (int count = 0; count < 10; count++) {
      assertEquals(ErrorCode.BAD_CREDENTIALS, refused(world.signIn("alice", "wrong horse", ALICE)));
    }
    Reply<Granted> limited = world.signIn("alice", World.PASSWORD, ALICE);
    var refusal = assertInstanceOf(Reply.Refused.class, limited);
    assertEquals(ErrorCode.RATE_LIMITED, refusal.code());
    world.pass(refusal.retryAfterMillis());
    given(world.signIn("alice", World.PASSWORD, ALICE));
  }

  @Test
  void signInsFromOneAddressAreLimitedOverAllHandles() {
    for (int count = 0; count < 60; count++) {
      refused(world.signIn("handle" + count, "wrong horse", ALICE));
    }
    assertEquals(ErrorCode.RATE_LIMITED, refused(world.signIn("fresh", "wrong horse", ALICE)));
  }

  @Test
  void registrationsFromOneAddressAreLimited() {
    for (int count = 0; count < 60; count++) {
      given(world.register("handle" + count, SignedDevice.of(100 + count)));
    }
    assertEquals(ErrorCode.RATE_LIMITED, refused(world.register("alice", ALICE)));
    world.pass(Duration.ofSeconds(10).toMillis());
    given(world.register("alice", ALICE));
  }

  @Test
  void newDeviceIsLinkedOnceAndTold() {
    given(world.register("alice", ALICE));
    SignedDevice phone = ALICE.another(7);
    given(world.signIn("alice", World.PASSWORD, phone));
    given(world.signIn("alice", World.PASSWORD, phone));
    assertEquals(List.of(phone.id()), world.linked);
    assertEquals(2, given(world.desk.find(ALICE.account())).devices().size());
  }

  @Test
  void deviceKeepsItsKey() {
    given(world.register("alice", ALICE));
    SignedDevice swapped = ALICE.withKeyOf(BOB);
    assertEquals(
        ErrorCode.CERTIFICATE_INVALID, refused(world.signIn("alice", World.PASSWORD, swapped)));
  }

  @Test
  void devicesAreLimited() {
    given(world.register("alice", ALICE));
    for (int count = 1; count < Limits.DEVICES_PER_ACCOUNT_MAX; count++) {
      given(world.signIn("alice", World.PASSWORD, ALICE.another(100 + count)));
    }
    SignedDevice oneMore = ALICE.another(99);
    assertEquals(
        ErrorCode.TOO_MANY_DEVICES, refused(world.signIn("alice", World.PASSWORD, oneMore)));
  }

  @Test
  void revokedDeviceLosesEverything() {
    Granted granted = given(world.register("alice", ALICE));
    var offered = new NewKeyPackage(ALICE.identityKey(), 0, false);
    given(world.keyPackages.add(ALICE.account(), ALICE.id(), List.of(offered)));
    given(world.devices.revoke(ALICE.account(), ALICE.id(), Bytes.EMPTY));
    assertEquals(List.of(ALICE.id()), world.revoked);
    assertEquals(0, world.keyPackages.count(ALICE.account(), ALICE.id()));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.signIns.refresh(granted.refreshToken())));
    assertEquals(ErrorCode.UNAUTHORIZED, refused(world.tokens.check(granted.accessToken())));
    assertEquals(ErrorCode.DEVICE_REVOKED, refused(world.signIn("alice", World.PASSWORD, ALICE)));
  }

  /// What it has made is good for nobody; it makes other key packages as soon as it is connected.
  @Test
  void clockThatIsYearsBehindStillRegisters() {
    var past = new NewKeyPackage(ALICE.identityKey(), 1, false);
    given(
        world.desk.register(
            new Registration(
                ALICE.account(),
                "alice",
                World.PASSWORD,
                ALICE.identityKey(),
                ALICE.id(),
                ALICE.certificate(),
                List.of(past),
                World.ADDRESS)));
    assertEquals(0, world.keyPackages.count(ALICE.account(), ALICE.id()));
  }

  @Test
  void nothingSecretIsPrinted() {
    given(world.register("alice", ALICE));
    var hash =
        PasswordHash.parse("$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A".repeat(43));
    assertFalse(hash.orElseThrow().toString().contains("$"));
    assertFalse(signIn(World.PASSWORD).toString().contains(World.PASSWORD));
    assertFalse(new Password(World.PASSWORD).toString().contains("horse"));
  }

  private static SignInRequest signIn(String password) {
    return new SignInRequest("alice", password, ALICE.id(), ALICE.certificate(), World.ADDRESS);
  }
}
