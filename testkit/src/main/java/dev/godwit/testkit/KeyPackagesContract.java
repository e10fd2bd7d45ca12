package dev.godwit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.account.KeyPackage;
import dev.godwit.core.account.KeyPackages;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every engine for [KeyPackages] must do.
public interface KeyPackagesContract {
  AccountId ALICE = new AccountId(1, 1);
  DeviceId PHONE = new DeviceId(2, 1);
  DeviceId LAPTOP = new DeviceId(2, 2);
  long NOW = 1_800_000_000_000L;
  long EXPIRES = NOW + 1_000_000;
  int MAX = 100;

  /// The engine under test, empty at the start of each test.
  KeyPackages keyPackages();

  /// The engine as it is after its process was killed and started again. It replaces what
  /// [#keyPackages] answers.
  KeyPackages reopenedKeyPackages();

  static KeyPackage oneTime(int number) {
    return new KeyPackage(id(number), id(number + 50), EXPIRES, false);
  }

  static KeyPackage lastResort(int number) {
    return new KeyPackage(id(number), id(number + 50), EXPIRES, true);
  }

  private static Bytes id(int number) {
    byte[] id = new byte[32];
    id[31] = (byte) number;
    return Bytes.owned(id);
  }

  static List<KeyPackage> oneTimes(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(KeyPackagesContract::oneTime).toList();
  }

  private Optional<KeyPackage> claim() {
    return keyPackages().claim(ALICE, PHONE, NOW);
  }

  @Test
  default void whereNoneWasPutNoneIsClaimed() {
    assertEquals(Optional.empty(), claim());
    assertEquals(0, keyPackages().count(ALICE, PHONE, NOW));
  }

  @Test
  default void oneTimePackagesAreClaimedOnceOldestFirst() {
    assertEquals(1, keyPackages().add(ALICE, PHONE, List.of(oneTime(2)), MAX));
    assertEquals(1, keyPackages().add(ALICE, PHONE, List.of(oneTime(1)), MAX));
    assertEquals(2, keyPackages().count(ALICE, PHONE, NOW));
    assertEquals(Optional.of(oneTime(2)), claim());
    assertEquals(Optional.of(oneTime(1)), claim());
    assertEquals(Optional.empty(), claim());
    assertEquals(0, keyPackages().count(ALICE, PHONE, NOW));
  }

  @Test
  default void concurrentClaimsNeverGetTheSameOneTimePackage() throws Exception {
    keyPackages().add(ALICE, PHONE, oneTimes(1, 40), MAX);
    List<List<KeyPackage>> claimed =
        Together.run(
            8,
            i -> {
              List<KeyPackage> mine = new ArrayList<>();
              for (int n = 0; n < 6; n++) {
                claim().ifPresent(mine::add);
              }
              return mine;
            });
    List<KeyPackage> all = claimed.stream().flatMap(List::stream).toList();
    assertEquals(40, all.size());
    assertEquals(40, new HashSet<>(all).size());
  }

  @Test
  default void theLastResortIsClaimedWhenNoOtherIsLeftAndStays() {
    keyPackages().add(ALICE, PHONE, List.of(lastResort(9), oneTime(1)), MAX);
    assertEquals(1, keyPackages().count(ALICE, PHONE, NOW));
    assertEquals(Optional.of(oneTime(1)), claim());
    assertEquals(Optional.of(lastResort(9)), claim());
    assertEquals(Optional.of(lastResort(9)), claim());
    assertEquals(0, keyPackages().count(ALICE, PHONE, NOW));
  }

  @Test
  default void manyAreClaimedAtOnceInTheirOrder() {
    keyPackages().add(ALICE, PHONE, List.of(oneTime(1), lastResort(9)), MAX);
    var phone = new KeyPackages.Owner(ALICE, PHONE);
    var laptop = new KeyPackages.Owner(ALICE, LAPTOP);
    assertEquals(
        List.of(Optional.of(oneTime(1)), Optional.empty(), Optional.of(lastResort(9))),
        keyPackages().claimEach(List.of(phone, laptop, phone), NOW));
    assertEquals(0, keyPackages().count(ALICE, PHONE, NOW));
  }

  @Test
  default void aNewLastResortReplacesTheOneBefore() {
    keyPackages().add(ALICE, PHONE, List.of(lastResort(8)), MAX);
    keyPackages().add(ALICE, PHONE, List.of(lastResort(9)), MAX);
    assertEquals(Optional.of(lastResort(9)), claim());
  }

  @Test
  default void noMoreThanTheMaximumAreTaken() {
    assertEquals(3, keyPackages().add(ALICE, PHONE, oneTimes(1, 5), 3));
    assertEquals(0, keyPackages().add(ALICE, PHONE, oneTimes(6, 7), 3));
    assertEquals(3, keyPackages().count(ALICE, PHONE, NOW));
    claim();
    assertEquals(1, keyPackages().add(ALICE, PHONE, oneTimes(6, 7), 3));
  }

  @Test
  default void addingTheSameAgainCountsAsTakenAndAddsNothing() {
    assertEquals(2, keyPackages().add(ALICE, PHONE, oneTimes(1, 2), 2));
    assertEquals(2, keyPackages().add(ALICE, PHONE, oneTimes(1, 2), 2));
    assertEquals(2, keyPackages().count(ALICE, PHONE, NOW));
  }

  @Test
  default void aClaimedPackageThatIsAddedAgainIsNotHandedOutAgain() {
    keyPackages().add(ALICE, PHONE, oneTimes(1, 2), MAX);
    assertEquals(Optional.of(oneTime(1)), claim());
    assertEquals(2, keyPackages().add(ALICE, PHONE, oneTimes(1, 2), MAX));
    assertEquals(1, keyPackages().count(ALICE, PHONE, NOW));
    assertEquals(Optional.of(oneTime(2)), claim());
    assertEquals(Optional.empty(), claim());
  }

  @Test
  default void expiredPackagesAreNeitherClaimedNorCounted() {
    KeyPackage early = new KeyPackage(id(1), id(51), NOW - 1, false);
    KeyPackage earlyLast = new KeyPackage(id(2), id(52), NOW - 1, true);
    keyPackages().add(ALICE, PHONE, List.of(early, oneTime(3), earlyLast), MAX);
    assertEquals(1, keyPackages().count(ALICE, PHONE, NOW));
    assertEquals(Optional.of(oneTime(3)), claim());
    assertEquals(Optional.empty(), claim());
  }

  @Test
  default void devicesDoNotShareTheirPackages() {
    keyPackages().add(ALICE, PHONE, List.of(oneTime(1), lastResort(8)), MAX);
    assertEquals(Optional.empty(), keyPackages().claim(ALICE, LAPTOP, NOW));
    assertEquals(Optional.empty(), keyPackages().claim(new AccountId(1, 2), PHONE, NOW));
    keyPackages().clear(ALICE, LAPTOP);
    assertEquals(1, keyPackages().count(ALICE, PHONE, NOW));
  }

  @Test
  default void aClearedDeviceHasNone() {
    keyPackages().add(ALICE, PHONE, List.of(oneTime(1), lastResort(8)), MAX);
    keyPackages().clear(ALICE, PHONE);
    keyPackages().clear(ALICE, PHONE);
    assertEquals(Optional.empty(), claim());
    assertEquals(0, keyPackages().count(ALICE, PHONE, NOW));
  }

  @Test
  default void aClaimSurvivesAKill() {
    keyPackages().add(ALICE, PHONE, List.of(oneTime(1), oneTime(2), lastResort(8)), MAX);
    assertEquals(Optional.of(oneTime(1)), claim());
    KeyPackages again = reopenedKeyPackages();
    assertTrue(again.count(ALICE, PHONE, NOW) == 1);
    assertEquals(Optional.of(oneTime(2)), again.claim(ALICE, PHONE, NOW));
    assertEquals(Optional.of(lastResort(8)), again.claim(ALICE, PHONE, NOW));
  }
}
