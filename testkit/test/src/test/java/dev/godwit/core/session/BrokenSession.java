package dev.godwit.core.session;

/// A session that breaks its word. Each method stands in place of one call.
final class BrokenSession {
  private BrokenSession() {}

  /// Nobody ever leaves.
  static Membership stays(Membership membership, long sequence) {
    return membership;
  }
}
