package dev.godwit.core.account;

import dev.godwit.core.account.AttemptLimiter.Rate;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Links devices to accounts, signs them in by their keys, revokes them. Methods block.
public final class DeviceDesk {
  /// A device signs this label, its account's id, its own id and the challenge, one behind the
  /// other.
  static final String SIGN_IN_LABEL = "godwit device sign-in 1\0";

  /// Devices that one sweep revokes; the next sweep takes more.
  public static final int STALE_AT_ONCE_MAX = 1_000;

  /// Failed sign-ins by key from one address.
  private static final Rate SIGN_INS = Rate.of(60, 720, Duration.ofHours(1));

  private final Accounts accounts;
  private final KeyPackages packages;
  private final SignIns signIns;
  private final DeviceEvents events;
  private final Challenges challenges;
  private final InstantSource time;
  private final AttemptLimiter byAddress;

  public DeviceDesk(
      AccountDesk.Stores stores,
      SignIns signIns,
      DeviceEvents events,
      Challenges challenges,
      InstantSource time) {
    this.accounts = stores.accounts();
    this.packages = stores.packages();
    this.signIns = signIns;
    this.events = events;
    this.challenges = challenges;
    this.time = time;
    this.byAddress = new AttemptLimiter(SIGN_INS, time);
  }

  /// Adds a device that the account's identity key has signed. Idempotent.
  public Reply<DeviceId> link(AccountId account, DeviceId device, Bytes certificate) {
    return known(account)
        .then(found -> DeviceCertificates.check(account, device, found.identityKey(), certificate))
        .then(key -> link(device(account, device, certificate, key)))
        .map(AccountDevice::id);
  }

  /// Links a device whose certificate was checked. Idempotent.
  Reply<AccountDevice> link(AccountDevice device) {
    Optional<AccountDevice> known = accounts.device(device.account(), device.id());
    return known.isPresent() ? again(known.get(), device) : linkNew(device);
  }

  /// What the next device signs to sign in.
  public String challenge() {
    return challenges.make();
  }

  /// Signs a linked device in that proves to have its key. A device that is not linked and a wrong
  /// signature look the same.
  public Reply<Granted> signIn(KeySignIn wanted) {
    long wait = byAddress.take(wanted.address());
    if (wait > 0) {
      return Reply.refused(ErrorCode.RATE_LIMITED, wait);
    }
    Optional<AccountDevice> device = accounts.device(wanted.account(), wanted.device());
    if (device.isEmpty() || !challenges.use(wanted.challenge()) || !isSigned(wanted, device)) {
      return Reply.refused(ErrorCode.BAD_CREDENTIALS);
    }
    byAddress.giveBack(wanted.address());
    return device.get().isRevoked()
        ? Reply.refused(ErrorCode.DEVICE_REVOKED)
        : Reply.given(signIns.begin(wanted.account(), wanted.device()));
  }

  /// Takes a device out of its account: its sign-ins, sessions and key packages end. Idempotent.
  ///
  /// @param statement an encoded SignedDeviceRevocation; empty: the account's devices see that
  ///     nobody has signed it
  public Reply<DeviceId> revoke(AccountId account, DeviceId device, Bytes statement) {
    return known(account)
        .then(
            found ->
                statement.isEmpty()
                    ? Reply.given(statement)
                    : DeviceRevocations.check(account, device, found.identityKey(), statement))
        .then(
            checked ->
                accounts.device(account, device).isEmpty()
                    ? Reply.refused(ErrorCode.NOT_FOUND)
                    : Reply.given(end(account, device, checked)));
  }

  /// Revokes devices that were not seen for `unseenMillis`; answers how many.
  public int revokeStale(long unseenMillis) {
    List<AccountDevice> stale =
        accounts.unseenSince(time.millis() - unseenMillis, STALE_AT_ONCE_MAX);
    stale.forEach(device -> end(device.account(), device.id(), Bytes.EMPTY));
    return stale.size();
  }

  /// Tells again what happened to devices when a node died before it was in their accounts' logs.
  public void tellAgain() {
    events.tellAgain();
  }

  /// Makes a device whose certificate was checked the only one of its account, under the identity
  /// that has signed it. Idempotent.
  Reply<AccountDevice> beginAnew(Bytes identityKey, AccountDevice only) {
    Optional<AccountDevice> known = accounts.device(only.account(), only.id());
    if (known.isPresent() && known.get().isRevoked()) {
      return Reply.refused(ErrorCode.DEVICE_REVOKED);
    }
    Accounts.Anew anew = accounts.beginAnew(identityKey, only);
    anew.ended().forEach(device -> leave(device.account(), device.id(), Bytes.EMPTY));
    Reply<AccountDevice> linked = AccountDesk.outcome(anew.outcome(), only);
    return known.isPresent() ? linked : linked.map(this::told);
  }

  private DeviceId end(AccountId account, DeviceId device, Bytes statement) {
    accounts.revoke(account, device, time.millis(), statement);
    leave(account, device, statement);
    return device;
  }

  /// What follows for a device that is revoked already.
  private void leave(AccountId account, DeviceId device, Bytes statement) {
    signIns.endAll(account, device);
    packages.clear(account, device);
    events.revoked(account, device, statement);
  }

  AccountDevice device(AccountId account, DeviceId id, Bytes certificate, Bytes key) {
    return new AccountDevice(account, id, certificate, key, time.millis(), 0);
  }

  private Reply<Account> known(AccountId account) {
    return accounts
        .byId(account)
        .map(Reply::given)
        .orElseGet(() -> Reply.refused(ErrorCode.ACCOUNT_UNKNOWN));
  }

  private Reply<AccountDevice> linkNew(AccountDevice device) {
    return AccountDesk.outcome(accounts.link(device, Limits.DEVICES_PER_ACCOUNT_MAX), device)
        .map(this::told);
  }

  private AccountDevice told(AccountDevice linked) {
    events.linked(linked);
    return linked;
  }

  private static Reply<AccountDevice> again(AccountDevice known, AccountDevice device) {
    if (known.isRevoked()) {
      return Reply.refused(ErrorCode.DEVICE_REVOKED);
    }
    return known.signatureKey().equals(device.signatureKey())
        ? Reply.given(known)
        : Reply.refused(ErrorCode.CERTIFICATE_INVALID);
  }

  private static boolean isSigned(KeySignIn wanted, Optional<AccountDevice> device) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(wanted.account().toBytes().shared());
    content.writeBytes(wanted.device().toBytes().shared());
    content.writeBytes(wanted.challenge().getBytes(StandardCharsets.UTF_8));
    return device
        .filter(
            known ->
                LabeledSignature.isValid(
                    known.signatureKey(),
                    SIGN_IN_LABEL,
                    Bytes.owned(content.toByteArray()),
                    wanted.signature()))
        .isPresent();
  }
}
