package dev.godwit.mls;

/// Joining by an external commit (RFC 9420 §12.4.3.2): the commit, and the group as it will be once
/// the delivery service has accepted it. When another commit won, both are dropped and it is tried
/// again with the next group info.
public final class ExternalJoin {
  private final byte[] message;
  private final Group group;
  private final CommitSummary summary;

  ExternalJoin(byte[] message, Group group, CommitSummary summary) {
    this.message = message;
    this.group = group;
    this.summary = summary;
  }

  public byte[] message() {
    return message.clone();
  }

  public Group group() {
    return group;
  }

  public CommitSummary summary() {
    return summary;
  }
}
