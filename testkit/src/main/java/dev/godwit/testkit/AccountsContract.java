package dev.godwit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.account.Account;
import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.Accounts;
import dev.godwit.core.account.Accounts.Anew;
import dev.godwit.core.account.Accounts.Outcome;
import dev.godwit.core.account.SignIn;
import dev.godwit.core.account.SigningKey;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every engine for [Accounts] must do.
public interface AccountsContract {
  AccountId ALICE = new AccountId(1, 1);
  AccountId BOB = new AccountId(1, 2);
  int DEVICES_MAX = 3;

  /// The engine under test, empty at the start of each test.
  Accounts accounts();

  /// The engine as it is after its process was killed and started again. It replaces what
  /// [#accounts] answers.
  Accounts reopenedAccounts();

  static Account account(AccountId id, String handle) {
    return new Account(id, handle, "$argon2id$" + handle, bytes(1, (int) id.low()), 1000);
  }

  static AccountDevice device(AccountId account, int number) {
    return new AccountDevice(
        account, new DeviceId(2, number), bytes(2, number), bytes(3, number), 1000 + number, 0);
  }

  static Bytes bytes(int... values) {
    byte[] array = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      array[i] = (byte) values[i];
    }
    return Bytes.owned(array);
  }

  static SignIn signIn(int id, DeviceId device, long generation) {
    return new SignIn(
        bytes(id),
        ALICE,
        device,
        bytes(4, (int) generation),
        generation == 0 ? Bytes.EMPTY : bytes(4, (int) generation - 1),
        generation,
        9000);
  }

  private void createAlice() {
    assertEquals(Outcome.DONE, accounts().create(account(ALICE, "alice"), device(ALICE, 1)));
  }

  @Test
  default void anAccountIsFoundByIdAndByHandle() {
    createAlice();
    assertEquals(Optional.of(account(ALICE, "alice")), accounts().byId(ALICE));
    assertEquals(Optional.of(account(ALICE, "alice")), accounts().byHandle("alice"));
    assertEquals(List.of(device(ALICE, 1)), accounts().devices(ALICE));
    assertEquals(Optional.of(device(ALICE, 1)), accounts().device(ALICE, new DeviceId(2, 1)));
  }

  @Test
  default void whatDoesNotExistIsNotFound() {
    createAlice();
    assertEquals(Optional.empty(), accounts().byId(BOB));
    assertEquals(Optional.empty(), accounts().byHandle("alic"));
    assertEquals(Optional.empty(), accounts().byHandle("alice2"));
    assertEquals(List.of(), accounts().devices(BOB));
    assertEquals(Optional.empty(), accounts().device(ALICE, new DeviceId(2, 9)));
    assertEquals(Optional.empty(), accounts().device(BOB, new DeviceId(2, 1)));
    assertEquals(Optional.empty(), accounts().signIn(bytes(1)));
    assertFalse(accounts().replacePassword(BOB, "$argon2id$new"));
    assertEquals(
        new Anew(Outcome.ACCOUNT_UNKNOWN, List.of()),
        accounts().beginAnew(bytes(7), device(BOB, 2)));
  }

  @Test
  default void aHandleIsTakenOnce() {
    createAlice();
    assertEquals(Outcome.HANDLE_TAKEN, accounts().create(account(BOB, "alice"), device(BOB, 2)));
    assertEquals(Optional.empty(), accounts().byId(BOB));
    assertEquals(List.of(), accounts().devices(BOB));
  }

  @Test
  default void anAccountIsCreatedOnce() {
    createAlice();
    assertEquals(
        Outcome.ACCOUNT_EXISTS, accounts().create(account(ALICE, "alice"), device(ALICE, 1)));
    assertEquals(
        Outcome.ACCOUNT_EXISTS, accounts().create(account(ALICE, "other"), device(ALICE, 2)));
    assertEquals(Optional.empty(), accounts().byHandle("other"));
    assertEquals(List.of(device(ALICE, 1)), accounts().devices(ALICE));
  }

  @Test
  default void aDeviceKeyBelongsToOneDevice() {
    createAlice();
    AccountDevice sameKey =
        new AccountDevice(BOB, new DeviceId(2, 2), bytes(2, 2), bytes(3, 1), 1002, 0);
    assertEquals(Outcome.DEVICE_KEY_IN_USE, accounts().create(account(BOB, "bob"), sameKey));
    assertEquals(Optional.empty(), accounts().byHandle("bob"));
    AccountDevice second =
        new AccountDevice(ALICE, new DeviceId(2, 2), bytes(2, 2), bytes(3, 1), 1002, 0);
    assertEquals(Outcome.DEVICE_KEY_IN_USE, accounts().link(second, DEVICES_MAX));
    assertEquals(List.of(device(ALICE, 1)), accounts().devices(ALICE));
  }

  @Test
  default void aRevokedDevicesKeyStaysInUse() {
    createAlice();
    accounts().revoke(ALICE, new DeviceId(2, 1), 5000, Bytes.EMPTY);
    AccountDevice sameKey =
        new AccountDevice(ALICE, new DeviceId(2, 2), bytes(2, 2), bytes(3, 1), 1002, 0);
    assertEquals(Outcome.DEVICE_KEY_IN_USE, accounts().link(sameKey, DEVICES_MAX));
  }

  @Test
  default void ofManyWithTheSameHandleOneIsCreated() throws Exception {
    List<Outcome> outcomes =
        Together.run(
            8,
            i ->
                accounts()
                    .create(
                        account(new AccountId(1, 10 + i), "same"),
                        device(new AccountId(1, 10 + i), 10 + i)));
    assertEquals(1, outcomes.stream().filter(Outcome.DONE::equals).count());
    assertEquals(7, outcomes.stream().filter(Outcome.HANDLE_TAKEN::equals).count());
  }

  @Test
  default void devicesAreListedOldestFirst() {
    createAlice();
    accounts().link(device(ALICE, 3), DEVICES_MAX);
    accounts().link(device(ALICE, 2), DEVICES_MAX);
    assertEquals(
        Set.of(device(ALICE, 1), device(ALICE, 2), device(ALICE, 3)),
        Set.copyOf(accounts().devices(ALICE)));
    assertEquals(device(ALICE, 1), accounts().devices(ALICE).getFirst());
  }

  @Test
  default void linkingTheSameDeviceAgainIsDoneAlready() {
    createAlice();
    assertEquals(Outcome.DONE, accounts().link(device(ALICE, 2), 2));
    assertEquals(Outcome.DONE, accounts().link(device(ALICE, 2), 2));
    assertEquals(2, accounts().devices(ALICE).size());
  }

  @Test
  default void revokedDevicesDoNotCountAsDevices() {
    createAlice();
    assertEquals(Outcome.DONE, accounts().link(device(ALICE, 2), 2));
    assertEquals(Outcome.TOO_MANY_DEVICES, accounts().link(device(ALICE, 3), 2));
    accounts().revoke(ALICE, new DeviceId(2, 1), 5000, Bytes.EMPTY);
    assertEquals(Outcome.DONE, accounts().link(device(ALICE, 3), 2));
    assertEquals(3, accounts().devices(ALICE).size());
  }

  @Test
  default void aDeviceIsRevokedOnce() {
    createAlice();
    accounts().revoke(ALICE, new DeviceId(2, 1), 5000, Bytes.EMPTY);
    accounts().revoke(ALICE, new DeviceId(2, 1), 6000, Bytes.EMPTY);
    accounts().revoke(ALICE, new DeviceId(2, 9), 6000, Bytes.EMPTY);
    AccountDevice kept = accounts().device(ALICE, new DeviceId(2, 1)).orElseThrow();
    assertEquals(5000, kept.revokedMillis());
    assertTrue(kept.isRevoked());
    assertEquals(1, accounts().devices(ALICE).size());
  }

  @Test
  default void aStatementTakesThePlaceOfNone() {
    createAlice();
    accounts().revoke(ALICE, new DeviceId(2, 1), 5000, Bytes.EMPTY);
    accounts().revoke(ALICE, new DeviceId(2, 1), 6000, bytes(7));
    accounts().revoke(ALICE, new DeviceId(2, 1), 7000, bytes(8));
    AccountDevice kept = reopenedAccounts().device(ALICE, new DeviceId(2, 1)).orElseThrow();
    assertEquals(5000, kept.revokedMillis());
    assertEquals(bytes(7), kept.revocation());
  }

  @Test
  default void whatHappenedToADeviceIsKeptUntilItIsTold() {
    createAlice();
    assertEquals(List.of(), accounts().untold(9));
    accounts().link(device(ALICE, 2), DEVICES_MAX);
    accounts().link(device(ALICE, 3), DEVICES_MAX);
    assertEquals(1, accounts().untold(1).size());
    assertEquals(List.of(device(ALICE, 2), device(ALICE, 3)), reopenedAccounts().untold(9));
    accounts().revoke(ALICE, new DeviceId(2, 2), 5000, Bytes.EMPTY);
    accounts().told(device(ALICE, 2));
    accounts().told(device(ALICE, 3));
    assertEquals(
        List.of(device(ALICE, 2).revoked(5000, Bytes.EMPTY)), reopenedAccounts().untold(9));
    accounts().told(accounts().untold(9).getFirst());
    assertEquals(List.of(), reopenedAccounts().untold(9));
  }

  @Test
  default void devicesThatWereNotSeenAreFound() {
    createAlice();
    accounts().link(device(ALICE, 2), DEVICES_MAX);
    accounts().link(device(ALICE, 3), DEVICES_MAX);
    accounts().revoke(ALICE, new DeviceId(2, 3), 2000, Bytes.EMPTY);
    accounts().seen(ALICE, new DeviceId(2, 2), 9000);
    accounts().seen(ALICE, new DeviceId(2, 2), 8000);
    assertEquals(9000, accounts().device(ALICE, new DeviceId(2, 2)).orElseThrow().seenMillis());
    assertEquals(
        List.of(new DeviceId(2, 1)),
        accounts().unseenSince(9000, 10).stream().map(AccountDevice::id).toList());
    assertEquals(2, accounts().unseenSince(9001, 10).size());
    assertEquals(1, accounts().unseenSince(9001, 1).size());
  }

  @Test
  default void aPasswordIsReplaced() {
    createAlice();
    Account changed = account(ALICE, "alice").withPassword("$argon2id$new");
    assertTrue(accounts().replacePassword(ALICE, "$argon2id$new"));
    assertEquals(Optional.of(changed), accounts().byId(ALICE));
    assertEquals(Optional.of(changed), accounts().byHandle("alice"));
  }

  @Test
  default void anAccountBeginsAnewInOneStep() {
    createAlice();
    accounts().link(device(ALICE, 2), DEVICES_MAX);
    accounts().revoke(ALICE, new DeviceId(2, 2), 1500, bytes(7));
    accounts().link(device(ALICE, 3), DEVICES_MAX);
    Anew anew = accounts().beginAnew(bytes(8), device(ALICE, 4));
    assertEquals(new Anew(Outcome.DONE, List.of(device(ALICE, 1), device(ALICE, 3))), anew);
    Accounts again = reopenedAccounts();
    assertEquals(
        Optional.of(account(ALICE, "alice").withIdentity(bytes(8))), again.byHandle("alice"));
    AccountDevice first = device(ALICE, 1).revoked(1004, Bytes.EMPTY);
    AccountDevice second = device(ALICE, 2).revoked(1500, bytes(7));
    AccountDevice third = device(ALICE, 3).revoked(1004, Bytes.EMPTY);
    assertEquals(List.of(first, second, third, device(ALICE, 4)), again.devices(ALICE));
    assertEquals(Set.of(first, second, third, device(ALICE, 4)), Set.copyOf(accounts().untold(9)));
  }

  @Test
  default void beginningAnewAgainIsDoneAlready() {
    createAlice();
    accounts().beginAnew(bytes(8), device(ALICE, 4));
    accounts().untold(9).forEach(accounts()::told);
    assertEquals(
        new Anew(Outcome.DONE, List.of()), accounts().beginAnew(bytes(8), device(ALICE, 4)));
    assertEquals(List.of(), accounts().untold(9));
  }

  @Test
  default void nothingHappensWhenTheKeyToBeginWithIsInUse() {
    createAlice();
    AccountDevice sameKey =
        new AccountDevice(ALICE, new DeviceId(2, 2), bytes(2, 2), bytes(3, 1), 1002, 0);
    assertEquals(
        new Anew(Outcome.DEVICE_KEY_IN_USE, List.of()), accounts().beginAnew(bytes(8), sameKey));
    assertEquals(Optional.of(account(ALICE, "alice")), accounts().byId(ALICE));
    assertEquals(List.of(device(ALICE, 1)), accounts().devices(ALICE));
  }

  @Test
  default void aSignInIsReplacedOnlyInItsGeneration() {
    accounts().putSignIn(signIn(1, new DeviceId(2, 1), 0));
    assertTrue(accounts().replaceSignIn(0, signIn(1, new DeviceId(2, 1), 1)));
    assertFalse(accounts().replaceSignIn(0, signIn(1, new DeviceId(2, 1), 7)));
    assertFalse(accounts().replaceSignIn(0, signIn(2, new DeviceId(2, 1), 1)));
    assertEquals(Optional.of(signIn(1, new DeviceId(2, 1), 1)), accounts().signIn(bytes(1)));
    assertEquals(Optional.empty(), accounts().signIn(bytes(2)));
  }

  @Test
  default void ofManyRefreshesOneSucceeds() throws Exception {
    for (int round = 0; round < 10; round++) {
      int id = round;
      accounts().putSignIn(signIn(id, new DeviceId(2, 1), 0));
      List<Boolean> results =
          Together.run(4, i -> accounts().replaceSignIn(0, signIn(id, new DeviceId(2, 1), 1)));
      assertEquals(1, results.stream().filter(done -> done).count());
    }
  }

  @Test
  default void signInsEndOneByOneOrByDevice() {
    DeviceId phone = new DeviceId(2, 1);
    DeviceId laptop = new DeviceId(2, 2);
    accounts().putSignIn(signIn(1, phone, 0));
    accounts().putSignIn(signIn(2, phone, 0));
    accounts().putSignIn(signIn(3, phone, 0));
    accounts().putSignIn(signIn(4, laptop, 0));
    accounts().removeSignIn(bytes(1));
    accounts().removeSignIn(bytes(1));
    assertEquals(Optional.empty(), accounts().signIn(bytes(1)));
    assertTrue(accounts().signIn(bytes(2)).isPresent());
    accounts().removeSignIns(ALICE, phone);
    accounts().removeSignIns(ALICE, phone);
    assertEquals(Optional.empty(), accounts().signIn(bytes(2)));
    assertEquals(Optional.empty(), accounts().signIn(bytes(3)));
    assertTrue(accounts().signIn(bytes(4)).isPresent());
    assertFalse(accounts().replaceSignIn(0, signIn(2, phone, 1)));
  }

  @Test
  default void expiredSigningKeysAreForgottenWhenOneIsAdded() {
    SigningKey old = new SigningKey("old", bytes(1), 10, 100);
    SigningKey current = new SigningKey("current", bytes(2), 50, 200);
    SigningKey next = new SigningKey("next", bytes(3), 120, 300);
    accounts().addSigningKey(old, 10);
    accounts().addSigningKey(current, 50);
    assertEquals(Set.of(old, current), Set.copyOf(accounts().signingKeys()));
    accounts().addSigningKey(next, 120);
    assertEquals(Set.of(current, next), Set.copyOf(accounts().signingKeys()));
  }

  @Test
  default void accountsSurviveAKill() {
    createAlice();
    accounts().link(device(ALICE, 2), DEVICES_MAX);
    accounts().revoke(ALICE, new DeviceId(2, 1), 5000, Bytes.EMPTY);
    accounts().putSignIn(signIn(1, new DeviceId(2, 2), 0));
    accounts().replaceSignIn(0, signIn(1, new DeviceId(2, 2), 1));
    accounts().addSigningKey(new SigningKey("key", bytes(9), 1, 100), 1);
    Accounts again = reopenedAccounts();
    assertEquals(Optional.of(account(ALICE, "alice")), again.byHandle("alice"));
    assertEquals(2, again.devices(ALICE).size());
    assertTrue(again.device(ALICE, new DeviceId(2, 1)).orElseThrow().isRevoked());
    assertEquals(Optional.of(signIn(1, new DeviceId(2, 2), 1)), again.signIn(bytes(1)));
    assertEquals(List.of(new SigningKey("key", bytes(9), 1, 100)), again.signingKeys());
    assertEquals(Outcome.HANDLE_TAKEN, again.create(account(BOB, "alice"), device(BOB, 8)));
    AccountDevice sameKey =
        new AccountDevice(BOB, new DeviceId(2, 7), bytes(2, 7), bytes(3, 1), 1002, 0);
    assertEquals(Outcome.DEVICE_KEY_IN_USE, again.create(account(BOB, "bob"), sameKey));
  }
}
