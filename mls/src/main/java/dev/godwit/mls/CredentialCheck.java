package dev.godwit.mls;

/// The application's part in authenticating members (RFC 9420 §5.3.1, "Authentication Service").
///
/// Called while messages are processed: must answer from what is at hand, the same for the same
/// question.
public interface CredentialCheck {
  /// Whether the credential names somebody who may be here and whose key this is. For X.509, that
  /// the key is the one of the end entity's certificate is to be checked here too.
  boolean isValid(Credential credential, Bytes signatureKey, long nowSeconds);

  /// Whether a member may change its credential from the one to the other.
  boolean isSuccessor(Credential before, Credential after);

  /// What tells one client from another: two members of a group never have the same (§12.2), and
  /// branched or reinitialized groups are compared by it (§11.2, §11.3). As it stands it is the
  /// signature key; where a client may have several keys, the application says what stays the same.
  default Bytes client(Credential credential, Bytes signatureKey) {
    return signatureKey;
  }
}
