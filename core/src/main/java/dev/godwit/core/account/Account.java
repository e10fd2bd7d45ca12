package dev.godwit.core.account;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;

/// A person as the server knows them.
///
/// @param handle canonical (lower case), unique
/// @param passwordHash Argon2id in its usual text form, with its parameters and salt
/// @param identityKey Ed25519 public key that signs the account's devices, 32 bytes
public record Account(
    AccountId id, String handle, String passwordHash, Bytes identityKey, long createdMillis) {

  /// The account with another password.
  public Account withPassword(String hash) {
    return new Account(id, handle, hash, identityKey, createdMillis);
  }

  /// The account under another identity.
  public Account withIdentity(Bytes key) {
    return new Account(id, handle, passwordHash, key, createdMillis);
  }

  @Override
  public String toString() {
    return "Account[" + id + "]";
  }
}
