package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.List;
import java.util.Optional;

/// The port to the engine that keeps accounts, devices and sign-ins.
///
/// Methods block, may be called from several threads, and throw
/// [dev.godwit.core.log.StoreException]. A write is durable when it returns. The contract is
/// `AccountsContract` in `testkit`.
public interface Accounts {

  /// What came of creating an account or linking a device.
  enum Outcome {
    DONE,
    HANDLE_TAKEN,
    ACCOUNT_EXISTS,
    ACCOUNT_UNKNOWN,
    DEVICE_KEY_IN_USE,
    TOO_MANY_DEVICES
  }

  /// What came of beginning an account anew.
  ///
  /// @param ended the devices that this has revoked; empty unless it is `DONE`
  record Anew(Outcome outcome, List<AccountDevice> ended) {
    public Anew {
      ended = List.copyOf(ended);
    }
  }

  /// Creates the account together with its first device, or nothing at all.
  Outcome create(Account account, AccountDevice first);

  Optional<Account> byId(AccountId id);

  /// Looks up a canonical handle.
  Optional<Account> byHandle(String handle);

  /// Replaces the hash of the account's password; false when there is no such account.
  boolean replacePassword(AccountId account, String hash);

  /// Gives the account of `only` another identity and this device, and revokes all others, at the
  /// time it was linked and without a statement: all of it, or nothing. Idempotent. Whoever hears
  /// of a revocation finds the identity that holds from then on.
  Anew beginAnew(Bytes identityKey, AccountDevice only);

  /// All devices of the account, revoked ones too, oldest first.
  List<AccountDevice> devices(AccountId account);

  Optional<AccountDevice> device(AccountId account, DeviceId device);

  /// Adds a device, at most `devicesMax` unrevoked ones. Linking the very same device again is done
  /// already.
  Outcome link(AccountDevice device, int devicesMax);

  /// Marks a device as revoked; idempotent, and a statement takes the place of none.
  void revoke(AccountId account, DeviceId device, long nowMillis, Bytes statement);

  /// Up to `devicesMax` devices that were linked or revoked and not [#told] since. The write that
  /// links or revokes keeps that, so a crash does not lose it.
  List<AccountDevice> untold(int devicesMax);

  /// What happened to the device, as it is here, is in its account's log. Changes nothing when it
  /// was revoked meanwhile.
  void told(AccountDevice device);

  /// Remembers that a device was seen; never goes back. May be lost in a crash.
  void seen(AccountId account, DeviceId device, long nowMillis);

  /// Up to `devicesMax` unrevoked devices that were not seen since `beforeMillis`. Reads them all.
  List<AccountDevice> unseenSince(long beforeMillis, int devicesMax);

  void putSignIn(SignIn signIn);

  Optional<SignIn> signIn(Bytes id);

  /// Replaces a sign-in if its generation is still `expectedGeneration`; false when it is not.
  boolean replaceSignIn(long expectedGeneration, SignIn signIn);

  /// Ends one sign-in; idempotent.
  void removeSignIn(Bytes id);

  /// Ends all sign-ins of a device; idempotent.
  void removeSignIns(AccountId account, DeviceId device);

  List<SigningKey> signingKeys();

  /// Adds a signing key and forgets those that have expired at `nowMillis`.
  void addSigningKey(SigningKey key, long nowMillis);
}
