package dev.godwit.core.account;

import dev.godwit.wire.Bytes;

/// An Ed25519 key that signs access tokens. All nodes share them through the store.
///
/// @param id the token's `kid`
/// @param seed the private key, 32 bytes
/// @param createdMillis the newest one signs; all that are not expired verify
public record SigningKey(String id, Bytes seed, long createdMillis, long expiresMillis) {

  @Override
  public String toString() {
    return "SigningKey[" + id + "]";
  }
}
