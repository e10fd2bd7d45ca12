package dev.godwit.engines.rocksdb;

import static dev.godwit.engines.rocksdb.Column.ACCOUNTS;
import static dev.godwit.engines.rocksdb.Column.SIGN_INS;

import dev.godwit.core.account.Account;
import dev.godwit.core.account.AccountDevice;
import dev.godwit.core.account.Accounts;
import dev.godwit.core.account.SignIn;
import dev.godwit.core.account.SigningKey;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/// Accounts, devices, sign-ins and signing keys in RocksDB. What ends or revokes something is
/// taken on a full disk too.
final class RocksAccounts implements Accounts {
  /// Sign-ins of one device; one more ends the one that would expire first.
  private static final int SIGN_INS_PER_DEVICE_MAX = 32;

  /// More devices than an account can ever have linked and revoked in practice.
  private static final int DEVICES_EVER_MAX = 10_000;

  /// Signing keys looked at when one is added; there are a handful.
  private static final int SIGNING_KEYS_MAX = 1_000;

  private final Database database;
  private final Committer<AccountChanges> committer;

  RocksAccounts(Database database, Committer<AccountChanges> committer) {
    this.database = database;
    this.committer = committer;
  }

  @Override
  public Outcome create(Account account, AccountDevice first) {
    return committer.commit(
        changes -> {
          if (changes.has(ACCOUNTS, AccountKeys.account(account.id()))) {
            return Outcome.ACCOUNT_EXISTS;
          }
          if (changes.has(ACCOUNTS, AccountKeys.handle(account.handle()))) {
            return Outcome.HANDLE_TAKEN;
          }
          if (changes.has(ACCOUNTS, AccountKeys.signatureKey(first.signatureKey()))) {
            return Outcome.DEVICE_KEY_IN_USE;
          }
          byte[] key = AccountKeys.account(account.id());
          changes.put(ACCOUNTS, key, AccountRecords.encode(account));
          changes.put(ACCOUNTS, AccountKeys.handle(account.handle()), key);
          put(changes, first);
          return Outcome.DONE;
        });
  }

  @Override
  public Optional<Account> byId(AccountId id) {
    return account(AccountKeys.account(id));
  }

  @Override
  public Optional<Account> byHandle(String handle) {
    byte[] key = database.get(ACCOUNTS, AccountKeys.handle(handle));
    return key == null ? Optional.empty() : account(key);
  }

  private Optional<Account> account(byte[] key) {
    return Optional.ofNullable(database.get(ACCOUNTS, key)).map(AccountRecords::account);
  }

  @Override
  public boolean replacePassword(AccountId account, String hash) {
    return committer.commit(
        changes -> {
          byte[] key = AccountKeys.account(account);
          byte[] value = changes.get(ACCOUNTS, key);
          if (value == null) {
            return false;
          }
          Account changed = AccountRecords.account(value).withPassword(hash);
          changes.put(ACCOUNTS, key, AccountRecords.encode(changed));
          return true;
        });
  }

  @Override
  public Anew beginAnew(Bytes identityKey, AccountDevice only) {
    return committer.commit(
        changes -> {
          byte[] key = AccountKeys.account(only.account());
          byte[] value = changes.get(ACCOUNTS, key);
          if (value == null) {
            return new Anew(Outcome.ACCOUNT_UNKNOWN, List.of());
          }
          boolean again = isLinked(changes, only);
          if (!again && isTaken(changes, only)) {
            return new Anew(Outcome.DEVICE_KEY_IN_USE, List.of());
          }
          Account changed = AccountRecords.account(value).withIdentity(identityKey);
          changes.put(ACCOUNTS, key, AccountRecords.encode(changed));
          List<AccountDevice> ended = new ArrayList<>(linked(changes, only.account()));
          ended.removeIf(device -> device.id().equals(only.id()));
          for (AccountDevice device : ended) {
            putUntold(changes, device.revoked(only.linkedMillis(), Bytes.EMPTY));
          }
          if (!again) {
            putUntold(changes, only);
          }
          return new Anew(Outcome.DONE, ended);
        });
  }

  @Override
  public List<AccountDevice> devices(AccountId account) {
    byte[] prefix = AccountKeys.devices(account);
    return database.read(
        open -> {
          List<AccountDevice> found = new ArrayList<>();
          try (Range range = open.range(ACCOUNTS, prefix, Keys.behind(prefix))) {
            while (range.next()) {
              found.add(AccountRecords.device(range.value()));
            }
          }
          found.sort(Comparator.comparingLong(AccountDevice::linkedMillis));
          return found;
        });
  }

  @Override
  public Optional<AccountDevice> device(AccountId account, DeviceId device) {
    return Optional.ofNullable(database.get(ACCOUNTS, AccountKeys.device(account, device)))
        .map(AccountRecords::device);
  }

  @Override
  public Outcome link(AccountDevice device, int devicesMax) {
    return committer.commit(
        changes -> {
          if (isLinked(changes, device)) {
            return Outcome.DONE;
          }
          if (isTaken(changes, device)) {
            return Outcome.DEVICE_KEY_IN_USE;
          }
          if (linked(changes, device.account()).size() >= devicesMax) {
            return Outcome.TOO_MANY_DEVICES;
          }
          putUntold(changes, device);
          return Outcome.DONE;
        });
  }

  /// Whether this very device is linked already.
  private static boolean isLinked(AccountChanges changes, AccountDevice device)
      throws RocksDBException {
    byte[] value = changes.get(ACCOUNTS, AccountKeys.device(device.account(), device.id()));
    if (value == null) {
      return false;
    }
    AccountDevice kept = AccountRecords.device(value);
    return kept.signatureKey().equals(device.signatureKey())
        && kept.certificate().equals(device.certificate())
        && !kept.isRevoked();
  }

  /// Whether the id or the key of a device belongs to another one.
  private static boolean isTaken(AccountChanges changes, AccountDevice device)
      throws RocksDBException {
    return changes.has(ACCOUNTS, AccountKeys.device(device.account(), device.id()))
        || changes.has(ACCOUNTS, AccountKeys.signatureKey(device.signatureKey()));
  }

  private static List<AccountDevice> linked(AccountChanges changes, AccountId account)
      throws RocksDBException {
    return changes.startingWith(ACCOUNTS, AccountKeys.devices(account), DEVICES_EVER_MAX).stream()
        .map(pair -> AccountRecords.device(pair.value()))
        .filter(device -> !device.isRevoked())
        .toList();
  }

  private static void putUntold(AccountChanges changes, AccountDevice device)
      throws RocksDBException {
    put(changes, device);
    changes.put(
        ACCOUNTS,
        AccountKeys.untold(device.account(), device.id()),
        AccountKeys.device(device.account(), device.id()));
  }

  private static void put(AccountChanges changes, AccountDevice device) throws RocksDBException {
    byte[] key = AccountKeys.device(device.account(), device.id());
    changes.put(ACCOUNTS, key, AccountRecords.encode(device));
    changes.put(ACCOUNTS, AccountKeys.signatureKey(device.signatureKey()), key);
  }

  @Override
  public void revoke(AccountId account, DeviceId device, long nowMillis, Bytes statement) {
    committer.commitUrgently(
        changes -> {
          byte[] key = AccountKeys.device(account, device);
          byte[] value = changes.get(ACCOUNTS, key);
          if (value == null) {
            return false;
          }
          AccountDevice kept = AccountRecords.device(value);
          if (!kept.isRevoked() || kept.revocation().isEmpty()) {
            long since = kept.isRevoked() ? kept.revokedMillis() : nowMillis;
            putUntold(changes, kept.revoked(since, statement));
          }
          return true;
        });
  }

  @Override
  public List<AccountDevice> untold(int devicesMax) {
    byte[] prefix = AccountKeys.allUntold();
    return database
        .read(
            open -> {
              List<byte[]> found = new ArrayList<>();
              try (Range range = open.range(ACCOUNTS, prefix, Keys.behind(prefix))) {
                while (found.size() < devicesMax && range.next()) {
                  found.add(range.value());
                }
              }
              return found;
            })
        .stream()
        .flatMap(key -> Optional.ofNullable(database.get(ACCOUNTS, key)).stream())
        .map(AccountRecords::device)
        .toList();
  }

  @Override
  public void told(AccountDevice device) {
    committer.commitUrgently(
        changes -> {
          byte[] value = changes.get(ACCOUNTS, AccountKeys.device(device.account(), device.id()));
          boolean same =
              value != null && AccountRecords.device(value).isRevoked() == device.isRevoked();
          if (same) {
            changes.delete(ACCOUNTS, AccountKeys.untold(device.account(), device.id()));
          }
          return same;
        });
  }

  @Override
  public void seen(AccountId account, DeviceId device, long nowMillis) {
    committer.commit(
        changes -> {
          byte[] key = AccountKeys.device(account, device);
          byte[] value = changes.get(ACCOUNTS, key);
          if (value == null) {
            return false;
          }
          AccountDevice seen = AccountRecords.device(value).seen(nowMillis);
          changes.put(ACCOUNTS, key, AccountRecords.encode(seen));
          return true;
        });
  }

  @Override
  public List<AccountDevice> unseenSince(long beforeMillis, int devicesMax) {
    byte[] prefix = AccountKeys.allDevices();
    return database.read(
        open -> {
          List<AccountDevice> found = new ArrayList<>();
          try (Range range = open.range(ACCOUNTS, prefix, Keys.behind(prefix))) {
            while (found.size() < devicesMax && range.next()) {
              AccountDevice device = AccountRecords.device(range.value());
              if (!device.isRevoked() && device.seenMillis() < beforeMillis) {
                found.add(device);
              }
            }
          }
          return found;
        });
  }

  @Override
  public void putSignIn(SignIn signIn) {
    committer.commit(
        changes -> {
          remove(changes, signIn.id());
          List<SignIn> others = signIns(changes, signIn.account(), signIn.device());
          if (others.size() >= SIGN_INS_PER_DEVICE_MAX) {
            others.sort(Comparator.comparingLong(SignIn::expiresMillis));
            remove(changes, others.getFirst().id());
          }
          put(changes, signIn);
          return true;
        });
  }

  @Override
  public Optional<SignIn> signIn(Bytes id) {
    return Optional.ofNullable(database.get(SIGN_INS, AccountKeys.signIn(id)))
        .map(AccountRecords::signIn);
  }

  @Override
  public boolean replaceSignIn(long expectedGeneration, SignIn signIn) {
    return committer.commit(
        changes -> {
          SignIn kept = signIn(changes, signIn.id());
          if (kept == null || kept.generation() != expectedGeneration) {
            return false;
          }
          remove(changes, signIn.id());
          put(changes, signIn);
          return true;
        });
  }

  @Override
  public void removeSignIn(Bytes id) {
    committer.commitUrgently(changes -> remove(changes, id));
  }

  @Override
  public void removeSignIns(AccountId account, DeviceId device) {
    committer.commitUrgently(
        changes -> {
          for (SignIn signIn : signIns(changes, account, device)) {
            remove(changes, signIn.id());
          }
          return true;
        });
  }

  private static @Nullable SignIn signIn(AccountChanges changes, Bytes id) throws RocksDBException {
    byte[] value = changes.get(SIGN_INS, AccountKeys.signIn(id));
    return value == null ? null : AccountRecords.signIn(value);
  }

  private static List<SignIn> signIns(AccountChanges changes, AccountId account, DeviceId device)
      throws RocksDBException {
    List<SignIn> found = new ArrayList<>();
    for (AccountChanges.Pair pair :
        changes.startingWith(
            SIGN_INS, AccountKeys.signInsOf(account, device), SIGN_INS_PER_DEVICE_MAX)) {
      SignIn signIn = signIn(changes, Bytes.owned(pair.value()));
      if (signIn != null) {
        found.add(signIn);
      }
    }
    return found;
  }

  private static void put(AccountChanges changes, SignIn signIn) throws RocksDBException {
    changes.put(SIGN_INS, AccountKeys.signIn(signIn.id()), AccountRecords.encode(signIn));
    byte[] key = AccountKeys.signInOf(signIn.account(), signIn.device(), signIn.id());
    changes.put(SIGN_INS, key, signIn.id().shared());
  }

  private static boolean remove(AccountChanges changes, Bytes id) throws RocksDBException {
    SignIn kept = signIn(changes, id);
    if (kept == null) {
      return false;
    }
    changes.delete(SIGN_INS, AccountKeys.signIn(id));
    changes.delete(SIGN_INS, AccountKeys.signInOf(kept.account(), kept.device(), id));
    return true;
  }

  @Override
  public List<SigningKey> signingKeys() {
    byte[] prefix = AccountKeys.signingKeys();
    return database.read(
        open -> {
          List<SigningKey> found = new ArrayList<>();
          try (Range range = open.range(ACCOUNTS, prefix, Keys.behind(prefix))) {
            while (range.next()) {
              found.add(AccountRecords.signingKey(range.value()));
            }
          }
          return found;
        });
  }

  @Override
  public void addSigningKey(SigningKey key, long nowMillis) {
    committer.commit(
        changes -> {
          for (AccountChanges.Pair pair :
              changes.startingWith(ACCOUNTS, AccountKeys.signingKeys(), SIGNING_KEYS_MAX)) {
            if (AccountRecords.signingKey(pair.value()).expiresMillis() <= nowMillis) {
              changes.delete(ACCOUNTS, pair.key());
            }
          }
          changes.put(ACCOUNTS, AccountKeys.signingKey(key.id()), AccountRecords.encode(key));
          return true;
        });
  }
}
