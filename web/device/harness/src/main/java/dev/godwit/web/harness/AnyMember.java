package dev.godwit.web.harness;

import dev.godwit.mls.Bytes;
import dev.godwit.mls.Credential;
import dev.godwit.mls.CredentialCheck;

/// Believes every basic credential, and lets nobody change theirs.
final class AnyMember implements CredentialCheck {
  @Override
  public boolean isValid(Credential credential, Bytes signatureKey, long nowSeconds) {
    return credential instanceof Credential.Basic;
  }

  @Override
  public boolean isSuccessor(Credential before, Credential after) {
    return before.equals(after);
  }
}
