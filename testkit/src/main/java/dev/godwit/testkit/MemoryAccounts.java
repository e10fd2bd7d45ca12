package dev.godwit.testkit;

import dev.godwit.core.account.Account;
import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.Accounts;
import dev.godwit.core.account.SignIn;
import dev.godwit.core.account.SigningKey;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Accounts in memory, held to `AccountsContract`.
public final class MemoryAccounts implements Accounts {
  private final Faults faults = new Faults();
  private final Map<AccountId, Account> accounts = new LinkedHashMap<>();
  private final Map<String, AccountId> handles = new LinkedHashMap<>();
  private final Map<AccountId, Map<DeviceId, AccountDevice>> devices = new LinkedHashMap<>();
  private final Map<Bytes, DeviceId> keys = new LinkedHashMap<>();
  private final Map<Bytes, SignIn> signIns = new LinkedHashMap<>();
  private final Map<String, SigningKey> signingKeys = new LinkedHashMap<>();
  private final Map<DeviceId, AccountId> untold = new LinkedHashMap<>();

  public Faults faults() {
    return faults;
  }

  /// Keeps all that is here now. What it answers goes back to that; no sign-in or signing key comes
  /// back.
  public synchronized Runnable backup() {
    Snapshot kept =
        new Snapshot().of(accounts).of(handles).of(devices, LinkedHashMap::new).of(keys).of(untold);
    return () -> restore(kept);
  }

  private synchronized void restore(Snapshot kept) {
    kept.goBack();
    signIns.clear();
    signingKeys.clear();
  }

  @Override
  public synchronized Outcome create(Account account, AccountDevice first) {
    faults.checkRead();
    if (accounts.containsKey(account.id())) {
      return Outcome.ACCOUNT_EXISTS;
    }
    if (handles.containsKey(account.handle())) {
      return Outcome.HANDLE_TAKEN;
    }
    if (keys.containsKey(first.signatureKey())) {
      return Outcome.DEVICE_KEY_IN_USE;
    }
    faults.write(
        () -> {
          accounts.put(account.id(), account);
          handles.put(account.handle(), account.id());
          put(first);
        });
    return Outcome.DONE;
  }

  private void put(AccountDevice device) {
    devices.computeIfAbsent(device.account(), id -> new LinkedHashMap<>()).put(device.id(), device);
    keys.put(device.signatureKey(), device.id());
  }

  @Override
  public synchronized Optional<Account> byId(AccountId id) {
    faults.checkRead();
    return Optional.ofNullable(accounts.get(id));
  }

  @Override
  public synchronized Optional<Account> byHandle(String handle) {
    faults.checkRead();
    return Optional.ofNullable(handles.get(handle)).map(accounts::get);
  }

  @Override
  public synchronized boolean replacePassword(AccountId account, String hash) {
    return decide(
        accounts.containsKey(account),
        () -> accounts.computeIfPresent(account, (_, kept) -> kept.withPassword(hash)));
  }

  @Override
  public synchronized Anew beginAnew(Bytes identityKey, AccountDevice only) {
    if (byId(only.account()).isEmpty()) {
      return new Anew(Outcome.ACCOUNT_UNKNOWN, List.of());
    }
    boolean again = isLinked(only);
    if (!again && isTaken(only)) {
      return new Anew(Outcome.DEVICE_KEY_IN_USE, List.of());
    }
    List<AccountDevice> ended =
        devices(only.account()).stream()
            .filter(device -> !device.isRevoked() && !device.id().equals(only.id()))
            .toList();
    faults.write(
        () -> {
          accounts.computeIfPresent(only.account(), (_, kept) -> kept.withIdentity(identityKey));
          ended.forEach(device -> putUntold(device.revoked(only.linkedMillis(), Bytes.EMPTY)));
          if (!again) {
            putUntold(only);
          }
        });
    return new Anew(Outcome.DONE, ended);
  }

  @Override
  public synchronized List<AccountDevice> devices(AccountId account) {
    faults.checkRead();
    return List.copyOf(devices.getOrDefault(account, Map.of()).values());
  }

  @Override
  public synchronized Optional<AccountDevice> device(AccountId account, DeviceId device) {
    faults.checkRead();
    return Optional.ofNullable(devices.getOrDefault(account, Map.of()).get(device));
  }

  @Override
  public synchronized Outcome link(AccountDevice device, int devicesMax) {
    if (isLinked(device)) {
      return Outcome.DONE;
    }
    if (isTaken(device)) {
      return Outcome.DEVICE_KEY_IN_USE;
    }
    if (devices(device.account()).stream().filter(d -> !d.isRevoked()).count() >= devicesMax) {
      return Outcome.TOO_MANY_DEVICES;
    }
    faults.write(() -> putUntold(device));
    return Outcome.DONE;
  }

  private boolean isLinked(AccountDevice device) {
    return device(device.account(), device.id())
        .filter(kept -> kept.signatureKey().equals(device.signatureKey()))
        .filter(kept -> kept.certificate().equals(device.certificate()) && !kept.isRevoked())
        .isPresent();
  }

  private boolean isTaken(AccountDevice device) {
    return device(device.account(), device.id()).isPresent()
        || keys.containsKey(device.signatureKey());
  }

  private void putUntold(AccountDevice device) {
    put(device);
    untold.put(device.id(), device.account());
  }

  @Override
  public synchronized void revoke(AccountId account, DeviceId id, long nowMillis, Bytes statement) {
    device(account, id)
        .filter(device -> !device.isRevoked() || device.revocation().isEmpty())
        .map(
            device ->
                device.revoked(device.isRevoked() ? device.revokedMillis() : nowMillis, statement))
        .ifPresent(device -> faults.write(() -> putUntold(device)));
  }

  @Override
  public synchronized List<AccountDevice> untold(int devicesMax) {
    faults.checkRead();
    return untold.entrySet().stream()
        .limit(devicesMax)
        .flatMap(each -> device(each.getValue(), each.getKey()).stream())
        .toList();
  }

  @Override
  public synchronized void told(AccountDevice device) {
    device(device.account(), device.id())
        .filter(kept -> kept.isRevoked() == device.isRevoked())
        .ifPresent(kept -> faults.write(() -> untold.remove(kept.id())));
  }

  @Override
  public synchronized void seen(AccountId account, DeviceId id, long nowMillis) {
    device(account, id).ifPresent(device -> faults.write(() -> put(device.seen(nowMillis))));
  }

  @Override
  public synchronized List<AccountDevice> unseenSince(long beforeMillis, int devicesMax) {
    faults.checkRead();
    return devices.values().stream()
        .flatMap(each -> each.values().stream())
        .filter(device -> !device.isRevoked() && device.seenMillis() < beforeMillis)
        .limit(devicesMax)
        .toList();
  }

  @Override
  public synchronized void putSignIn(SignIn signIn) {
    faults.write(() -> signIns.put(signIn.id(), signIn));
  }

  @Override
  public synchronized Optional<SignIn> signIn(Bytes id) {
    faults.checkRead();
    return Optional.ofNullable(signIns.get(id));
  }

  @Override
  public synchronized boolean replaceSignIn(long expectedGeneration, SignIn signIn) {
    boolean expected =
        signIn(signIn.id()).filter(kept -> kept.generation() == expectedGeneration).isPresent();
    return decide(expected, () -> signIns.put(signIn.id(), signIn));
  }

  @Override
  public synchronized void removeSignIn(Bytes id) {
    faults.write(() -> signIns.remove(id));
  }

  @Override
  public synchronized void removeSignIns(AccountId account, DeviceId device) {
    faults.write(
        () ->
            signIns
                .values()
                .removeIf(s -> s.account().equals(account) && s.device().equals(device)));
  }

  @Override
  public synchronized List<SigningKey> signingKeys() {
    faults.checkRead();
    return List.copyOf(signingKeys.values());
  }

  @Override
  public synchronized void addSigningKey(SigningKey key, long nowMillis) {
    faults.write(
        () -> {
          signingKeys.values().removeIf(kept -> kept.expiresMillis() <= nowMillis);
          signingKeys.put(key.id(), key);
        });
  }

  private boolean decide(boolean allowed, Runnable write) {
    if (allowed) {
      faults.write(write);
    }
    return allowed;
  }
}
