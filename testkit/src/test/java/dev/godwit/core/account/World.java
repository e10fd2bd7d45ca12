package dev.godwit.core.account;

import dev.godwit.testkit.MemoryAccounts;
import dev.godwit.testkit.MemoryKeyPackages;
import dev.godwit.testkit.SignedDevice;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// The account services over engines in memory, with a clock that stands still until it is moved.
final class World {
  static final String PASSWORD = "correct horse";
  static final String ADDRESS = "10.0.0.1";
  static final Argon2Cost CHEAP = new Argon2Cost(8, 1, 1);

  final MemoryAccounts accounts = new MemoryAccounts();
  final MemoryKeyPackages packages = new MemoryKeyPackages();
  final List<DeviceId> linked = new ArrayList<>();
  final List<DeviceId> revoked = new ArrayList<>();
  final List<Bytes> identitiesAtRevocation = new ArrayList<>();
  final InstantSource time = () -> Instant.ofEpochMilli(this.nowMillis);
  final SigningKeyRing ring;
  final AccessTokens tokens;
  final SignIns signIns;
  final KeyPackageDesk keyPackages;
  final DeviceDesk devices;
  final AccountDesk desk;

  long nowMillis = 1_700_000_000_000L;

  World() {
    this(CHEAP);
  }

  World(Argon2Cost cost) {
    Random random = new Random(1);
    ring = new SigningKeyRing(accounts, time, random);
    ring.refresh();
    tokens = new AccessTokens(ring, time);
    signIns = new SignIns(accounts, tokens, time, random);
    keyPackages = new KeyPackageDesk(accounts, packages, time);
    devices =
        new DeviceDesk(
            new AccountDesk.Stores(accounts, packages),
            signIns,
            new Events(),
            new Challenges(ring, time, random),
            time);
    desk = desk(new PasswordHasher(cost, 2, random));
  }

  /// A desk over the same accounts.
  AccountDesk desk(PasswordHasher hasher) {
    return new AccountDesk(
        new AccountDesk.Stores(accounts, packages),
        keyPackages,
        hasher,
        signIns,
        devices,
        AccountLimits.DEFAULT,
        time);
  }

  private final class Events implements DeviceEvents {
    @Override
    public void tellAgain() {}

    @Override
    public void linked(AccountDevice device) {
      linked.add(device.id());
    }

    @Override
    public void revoked(AccountId account, DeviceId device, Bytes statement) {
      revoked.add(device);
      identitiesAtRevocation.add(accounts.byId(account).orElseThrow().identityKey());
    }
  }

  void pass(long millis) {
    nowMillis += millis;
  }

  Reply<Granted> register(String handle, SignedDevice device) {
    return desk.register(
        new Registration(
            device.account(),
            handle,
            PASSWORD,
            device.identityKey(),
            device.id(),
            device.certificate(),
            List.of(),
            ADDRESS));
  }

  Reply<Granted> signIn(String handle, String password, SignedDevice device) {
    return desk.signIn(
        new SignInRequest(handle, password, device.id(), device.certificate(), ADDRESS));
  }

  static <T> T given(Reply<T> reply) {
    return switch (reply) {
      case Reply.Given<T>(var value) -> value;
      case Reply.Refused<T>(var code, var _) -> throw new AssertionError(code.name());
    };
  }

  static ErrorCode refused(Reply<?> reply) {
    if (reply instanceof Reply.Refused<?>(var code, var _)) {
      return code;
    }
    throw new AssertionError("it was not refused");
  }
}
