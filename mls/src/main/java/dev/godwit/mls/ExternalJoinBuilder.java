package dev.godwit.mls;

/// Collects what an external commit shall hold (RFC 9420 §12.4.3.2).
public final class ExternalJoinBuilder {
  /// The ratchet tree, when the group info does not carry it.
  public ExternalJoinBuilder ratchetTree(byte[] tree) {
    return Later.body();
  }

  /// Removes this client's former appearance, at this leaf: a resync.
  public ExternalJoinBuilder replacing(int formerLeaf) {
    return Later.body();
  }

  /// Uses the external pre-shared key of this id.
  public ExternalJoinBuilder externalPsk(Bytes pskId) {
    return Later.body();
  }

  public ExternalJoinBuilder authenticatedData(Bytes data) {
    return Later.body();
  }

  /// The members of the group as its group info and tree say, both found valid: to be looked at
  /// before joining, and to find the leaf to replace.
  public java.util.List<Member> members(long nowSeconds) {
    return Later.body();
  }

  public ExternalJoin build(long nowSeconds) {
    return Later.body();
  }
}
