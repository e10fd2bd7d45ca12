package dev.godwit.device.content;

/// Why an entry could not be read.
public enum LossReason {
  /// It was encrypted with keys that this device never had, or has no more.
  KEYS_MISSING,
  /// It is not what it claims to be: damaged, forged, or a replay.
  NOT_AUTHENTIC,
  /// This device sent it, but its store is an older copy that does not know it.
  OWN_FORGOTTEN,
  /// More came than this device keeps while it waits to join.
  TOO_MANY_WAITING,
  /// Entries up to this one are past retention at the node.
  EXPIRED,
  /// It was decrypted but holds no content.
  MALFORMED,
  /// The sender may not do this in the group.
  NOT_ALLOWED
}
