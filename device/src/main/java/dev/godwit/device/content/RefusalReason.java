package dev.godwit.device.content;

/// Why a change of a group was refused.
public enum RefusalReason {
  /// The commit's cryptography does not hold.
  NOT_AUTHENTIC,
  /// It adds or removes others than its entry claims.
  ROSTER_MISMATCH,
  /// A leaf's certificate does not hold.
  CERTIFICATE_INVALID,
  /// A leaf's certificate is signed by another identity than the one that is remembered.
  IDENTITY_CHANGED,
  /// It brings in a device that its account has revoked.
  DEVICE_REVOKED,
  /// Whoever made it may not do this in the group, or it does not say what it does.
  NOT_ALLOWED,
  /// It is for another epoch than the group is in.
  WRONG_EPOCH
}
