package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.EntryId;

/// An invitation link of a group.
///
/// @param key the random half of its [LinkId]
/// @param expiresMillis from then on it is not good any more
/// @param usesMax how many accounts may ask by it, 0: as many as want
/// @param uses how many have asked
/// @param preview what it shows, sealed; opaque to the node
public record Invitation(
    EntryId key,
    AccountId maker,
    long madeMillis,
    long expiresMillis,
    int usesMax,
    int uses,
    boolean needsApproval,
    Bytes preview) {

  /// Whether somebody may still ask by it.
  public boolean isGood(long nowMillis) {
    return nowMillis < expiresMillis && (usesMax == 0 || uses < usesMax);
  }

  Invitation used() {
    return new Invitation(
        key, maker, madeMillis, expiresMillis, usesMax, uses + 1, needsApproval, preview);
  }
}
