package dev.godwit.core.account;

import static dev.godwit.core.account.World.given;
import static dev.godwit.core.account.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeyPackageDeskTest {
  private static final SignedDevice ALICE = SignedDevice.of(1);
  private static final AccountId SOMEBODY = new AccountId(7, 7);

  private final World world = new World();

  @BeforeEach
  void register() {
    given(world.register("alice", ALICE));
  }

  @Test
  void oneIsTakenOfEachDevice() {
    SignedDevice phone = ALICE.another(5);
    given(world.signIn("alice", World.PASSWORD, phone));
    add(ALICE, 1, false);
    given(world.keyPackages.add(ALICE.account(), phone.id(), packages(50, 1, false)));
    List<ClaimedKeyPackage> claimed = given(claim());
    assertEquals(
        Set.of(ALICE.id(), phone.id()),
        new HashSet<>(claimed.stream().map(each -> each.device().id()).toList()));
  }

  @Test
  void lastResortIsGivenAgainAndAgain() {
    add(ALICE, 1, true);
    assertEquals(given(claim()), given(claim()));
    assertEquals(0, world.keyPackages.count(ALICE.account(), ALICE.id()));
  }

  @Test
  void noMoreThanTheLimitAreKept() {
    List<NewKeyPackage> first = packages(0, Limits.KEY_PACKAGES_PER_DEVICE_MAX, false);
    given(world.keyPackages.add(ALICE.account(), ALICE.id(), first));
    int count =
        given(world.keyPackages.add(ALICE.account(), ALICE.id(), packages(5_000, 10, false)));
    assertEquals(Limits.KEY_PACKAGES_PER_DEVICE_MAX, count);
  }

  @Test
  void oneAccountCannotTakeThemAll() {
    add(ALICE, 50, false);
    for (int count = 0; count < KeyPackageDesk.CLAIMS.burst(); count++) {
      given(claim());
    }
    assertEquals(ErrorCode.RATE_LIMITED, refused(claim()));
    given(world.keyPackages.claim(new AccountId(8, 8), ALICE.account()));
    assertTrue(world.keyPackages.count(ALICE.account(), ALICE.id()) > 30);
  }

  /// Its last call was under way when it was revoked.
  @Test
  void whatARevokedDevicePublishedIsGivenToNobody() {
    SignedDevice phone = ALICE.another(5);
    given(world.devices.link(ALICE.account(), phone.id(), phone.certificate()));
    given(world.devices.revoke(ALICE.account(), phone.id(), ALICE.revocation(phone.id())));
    add(phone, 3, false);
    add(phone, 1, true);
    assertEquals(ErrorCode.NO_KEY_PACKAGE, refused(claim()));
    assertEquals(
        ErrorCode.NOT_FOUND, refused(world.keyPackages.claimOwn(ALICE.account(), phone.id(), 1)));
    var many = given(world.keyPackages.claimMany(SOMEBODY, List.of(ALICE.account())));
    assertEquals(List.of(), many.keyPackages());
    add(ALICE, 1, false);
    assertEquals(ALICE.id(), given(claim()).getFirst().device().id());
  }

  @Test
  void unknownAccountHasNone() {
    assertEquals(ErrorCode.ACCOUNT_UNKNOWN, refused(world.keyPackages.claim(SOMEBODY, SOMEBODY)));
    assertEquals(ErrorCode.NO_KEY_PACKAGE, refused(claim()));
  }

  @Test
  void packagesExpire() {
    add(ALICE, 3, false);
    world.pass(KeyPackageDesk.KEPT_MILLIS_MAX);
    assertEquals(0, world.keyPackages.count(ALICE.account(), ALICE.id()));
    assertEquals(ErrorCode.NO_KEY_PACKAGE, refused(claim()));
  }

  /// The device's clock was years behind; peers refuse what it has made, so it is to make others.
  @Test
  void whatHasExpiredAlreadyIsNotHandedOut() {
    var expired = new NewKeyPackage(Bytes.of((byte) 9), 1, false);
    var lastResort = new NewKeyPackage(Bytes.of((byte) 8), 1, true);
    assertEquals(
        0, given(world.keyPackages.add(ALICE.account(), ALICE.id(), List.of(expired, lastResort))));
    assertEquals(ErrorCode.NO_KEY_PACKAGE, refused(claim()));
  }

  @Test
  void oddSizesAreRefused() {
    Bytes large = Bytes.owned(new byte[KeyPackageDesk.KEY_PACKAGE_BYTES_MAX + 1]);
    for (Bytes odd : List.of(Bytes.EMPTY, large)) {
      var offered = List.of(new NewKeyPackage(odd, 0, false));
      assertEquals(
          ErrorCode.KEY_PACKAGE_INVALID,
          refused(world.keyPackages.add(ALICE.account(), ALICE.id(), offered)));
    }
  }

  private void add(SignedDevice device, int count, boolean lastResort) {
    given(world.keyPackages.add(device.account(), device.id(), packages(0, count, lastResort)));
  }

  private Reply<List<ClaimedKeyPackage>> claim() {
    return world.keyPackages.claim(SOMEBODY, ALICE.account());
  }

  private static List<NewKeyPackage> packages(int from, int count, boolean lastResort) {
    List<NewKeyPackage> made = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      int number = from + index;
      Bytes content = Bytes.of((byte) 1, (byte) (number >> 8), (byte) number);
      made.add(new NewKeyPackage(content, 0, lastResort));
    }
    return made;
  }
}
