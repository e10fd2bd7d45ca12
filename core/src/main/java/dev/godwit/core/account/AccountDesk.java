package dev.godwit.core.account;

import dev.godwit.core.account.AttemptLimiter.Rate;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Makes accounts, signs devices in, finds and revokes them. Methods block.
public final class AccountDesk {
  // Stands for every text that cannot be a handle.
  private static final Handle NOBODY = new Handle("");

  /// Handles that one account may look up by [#findMany]: those of two large groups at once, and no
  /// more of all there are than one by one.
  static final Rate LOOK_UPS = Rate.of(2 * Limits.GROUP_MEMBERS_MAX, 20, Duration.ofSeconds(1));

  private final Accounts accounts;
  private final KeyPackageDesk keyPackages;
  private final DeviceDesk devices;
  private final PasswordHasher hasher;
  private final SignIns signIns;
  private final InstantSource time;
  private final AttemptLimiter registrations;
  private final AttemptLimiter byHandle;
  private final AttemptLimiter byAddress;
  private final AttemptLimiter lookUps;

  /// The ports behind the desk.
  public record Stores(Accounts accounts, KeyPackages packages) {}

  public AccountDesk(
      Stores stores,
      KeyPackageDesk keyPackages,
      PasswordHasher hasher,
      SignIns signIns,
      DeviceDesk devices,
      AccountLimits limits,
      InstantSource time) {
    this.accounts = stores.accounts();
    this.keyPackages = keyPackages;
    this.hasher = hasher;
    this.signIns = signIns;
    this.devices = devices;
    this.time = time;
    this.registrations = new AttemptLimiter(limits.registrations(), time);
    this.byHandle = new AttemptLimiter(limits.signInsByHandle(), time);
    this.byAddress = new AttemptLimiter(limits.signInsByAddress(), time);
    this.lookUps = new AttemptLimiter(LOOK_UPS, time);
  }

  /// Makes an account with its first device and signs it in.
  public Reply<Granted> register(Registration wanted) {
    return Handle.parse(wanted.handle())
        .then(
            handle ->
                Password.parse(wanted.password())
                    .then(password -> register(wanted, handle, password)));
  }

  /// Signs a device in; one that is new to the account is linked to it.
  public Reply<Granted> signIn(SignInRequest wanted) {
    return admitted(wanted.handle(), wanted.password(), wanted.address())
        .then(account -> signIn(account, wanted.device(), wanted.certificate()));
  }

  public Reply<Found> find(AccountId id) {
    return found(accounts.byId(id));
  }

  /// Finds by handle, whatever its case.
  public Reply<Found> find(String handle) {
    return Handle.parse(handle).then(canonical -> found(accounts.byHandle(canonical.text())));
  }

  /// Finds many by handle, at most [Limits#GROUP_MEMBERS_MAX]. Those that are nobody's are left
  // out.
  public Reply<List<Account>> findMany(AccountId asker, List<String> handles) {
    long wait = lookUps.take(asker.toString(), handles.size());
    if (wait > 0) {
      return Reply.refused(ErrorCode.RATE_LIMITED, wait);
    }
    return Reply.given(
        handles.stream()
            .map(handle -> Handle.parse(handle).orElse(NOBODY).text())
            .flatMap(canonical -> accounts.byHandle(canonical).stream())
            .toList());
  }

  /// Whose handle and password these are, for a device that is to begin the account anew and must
  /// name it in its certificate.
  public Reply<AccountId> whose(String handle, String password, String address) {
    return admitted(handle, password, address).map(Account::id);
  }

  /// Begins the account anew for somebody who has the password and no device: under a new identity,
  /// with one device. All devices before it end.
  public Reply<Granted> beginAnew(NewIdentity wanted) {
    return admitted(wanted.handle(), wanted.password(), wanted.address())
        .then(account -> beginAnew(account, wanted));
  }

  /// The account of somebody who knows its password, within the limits on trying.
  private Reply<Account> admitted(String typed, String password, String address) {
    String handle = Handle.parse(typed).orElse(NOBODY).text();
    long wait = Math.max(byAddress.take(address), byHandle.take(handle));
    if (wait > 0) {
      return Reply.refused(ErrorCode.RATE_LIMITED, wait);
    }
    return authenticate(handle, password)
        .map(
            account -> {
              byAddress.giveBack(address);
              byHandle.giveBack(handle);
              return account;
            });
  }

  private Reply<Granted> register(Registration wanted, Handle handle, Password password) {
    long wait = registrations.take(wanted.address());
    if (wait > 0) {
      return Reply.refused(ErrorCode.RATE_LIMITED, wait);
    }
    return KeyPackageDesk.check(wanted.keyPackages())
        .then(_ -> certified(wanted))
        .then(
            device ->
                accounts.byHandle(handle.text()).isPresent()
                    ? Reply.refused(ErrorCode.HANDLE_TAKEN)
                    : hasher
                        .hash(password)
                        .then(hash -> create(account(wanted, handle, hash), device)))
        .then(device -> begin(device, wanted.keyPackages()));
  }

  private Reply<AccountDevice> certified(Registration wanted) {
    return DeviceCertificates.check(
            wanted.account(), wanted.device(), wanted.identityKey(), wanted.certificate())
        .map(key -> devices.device(wanted.account(), wanted.device(), wanted.certificate(), key));
  }

  private Reply<AccountDevice> create(Account account, AccountDevice device) {
    return outcome(accounts.create(account, device), device);
  }

  private Reply<Granted> begin(AccountDevice device, List<NewKeyPackage> added) {
    return keyPackages
        .add(device.account(), device.id(), added)
        .map(_ -> signIns.begin(device.account(), device.id()));
  }

  /// The same work and the same answer whether the handle or the password is wrong.
  private Reply<Account> authenticate(String handle, String typed) {
    Reply<Account> wrong = Reply.refused(ErrorCode.BAD_CREDENTIALS);
    Optional<Account> account = accounts.byHandle(handle);
    return switch (Password.parse(typed)) {
      case Reply.Refused<Password> _ -> wrong;
      case Reply.Given<Password>(var password) ->
          matches(account, password)
              .then(
                  right ->
                      right && account.isPresent()
                          ? Reply.given(upToDate(account.get(), password))
                          : wrong);
    };
  }

  private Reply<Boolean> matches(Optional<Account> account, Password password) {
    return account.isPresent()
        ? hasher.matches(password, account.get().passwordHash())
        : hasher.matchesNobody(password);
  }

  /// Hashes the password again when the cost of hashing was changed since.
  private Account upToDate(Account account, Password password) {
    if (hasher.isOutdated(account.passwordHash())
        && hasher.hash(password) instanceof Reply.Given<String>(var hash)) {
      accounts.replacePassword(account.id(), hash);
    }
    return account;
  }

  private Reply<Granted> signIn(Account account, DeviceId device, Bytes certificate) {
    return DeviceCertificates.check(account.id(), device, account.identityKey(), certificate)
        .then(key -> devices.link(devices.device(account.id(), device, certificate, key)))
        .map(linked -> signIns.begin(linked.account(), linked.id()));
  }

  private Reply<Granted> beginAnew(Account account, NewIdentity wanted) {
    return DeviceCertificates.check(
            account.id(), wanted.device(), wanted.identityKey(), wanted.certificate())
        .then(
            key ->
                devices.beginAnew(
                    wanted.identityKey(),
                    devices.device(account.id(), wanted.device(), wanted.certificate(), key)))
        .map(only -> signIns.begin(only.account(), only.id()));
  }

  private Reply<Found> found(Optional<Account> account) {
    return account
        .map(known -> Reply.given(new Found(known, accounts.devices(known.id()))))
        .orElseGet(() -> Reply.refused(ErrorCode.ACCOUNT_UNKNOWN));
  }

  private Account account(Registration wanted, Handle handle, String hash) {
    return new Account(wanted.account(), handle.text(), hash, wanted.identityKey(), time.millis());
  }

  static Reply<AccountDevice> outcome(Accounts.Outcome outcome, AccountDevice device) {
    return switch (outcome) {
      case DONE -> Reply.given(device);
      case HANDLE_TAKEN -> Reply.refused(ErrorCode.HANDLE_TAKEN);
      case ACCOUNT_EXISTS -> Reply.refused(ErrorCode.ACCOUNT_EXISTS);
      case ACCOUNT_UNKNOWN -> Reply.refused(ErrorCode.ACCOUNT_UNKNOWN);
      case DEVICE_KEY_IN_USE -> Reply.refused(ErrorCode.DEVICE_KEY_IN_USE);
      case TOO_MANY_DEVICES -> Reply.refused(ErrorCode.TOO_MANY_DEVICES);
    };
  }
}
