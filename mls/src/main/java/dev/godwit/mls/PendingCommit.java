package dev.godwit.mls;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An own commit that nobody has accepted yet. When the delivery service has accepted it:
/// [Group#apply(PendingCommit)]; when another won, it is dropped.
public final class PendingCommit {
  /// With the ratchet tree, which whoever keeps a commit has in any case.
  private static final int FORMAT_WHOLE = 1;

  private static final int FORMAT = 2;

  private final Sent sent;
  private final @Nullable Welcome welcome;
  private final GroupState state;
  private final Epoch base;
  private final Epoch next;
  private final Identity identity;

  /// The message with what it says.
  record Sent(Bytes message, CommitSummary summary) {}

  PendingCommit(
      GroupState state, Sent sent, Optional<Welcome> welcome, Epoch next, Identity identity) {
    this.state = state;
    this.base = state.epoch();
    this.sent = sent;
    this.welcome = welcome.orElse(null);
    this.next = next;
    this.identity = identity;
  }

  /// The message for the group.
  public byte[] message() {
    return sent.message().toByteArray();
  }

  /// The welcome for those it adds; not to be delivered before the commit is accepted (RFC 9420
  /// §14).
  public Optional<Welcome> welcome() {
    return Optional.ofNullable(welcome);
  }

  /// The group info of the new epoch with `external_pub`, an `MLSMessage`, for external joins.
  public byte[] groupInfo() {
    return new GroupInfos(state.crypto(), state.settings(), next, identity.signatureKey())
        .forExternalJoins();
  }

  /// The ratchet tree of the new epoch (`ratchet_tree` of §12.4.3.3).
  public byte[] ratchetTree() {
    return TreeCodec.encode(next.tree());
  }

  public CommitSummary summary() {
    return sent.summary();
  }

  boolean isFor(GroupState current) {
    return current.isIn(base);
  }

  void applyTo(GroupState current) {
    current.requireActive();
    Rule.COMMIT_STALE.require(isFor(current));
    current.enter(next, identity, StagedCommit.reInit(sent.summary()));
  }

  /// What [Group#restorePending] needs after a crash beside [#ratchetTree]: secret.
  public byte[] save() {
    Writer out = new Writer(4096);
    out.uint8(FORMAT).vector(base.transcript().interimHash()).vector(sent.message());
    SummaryCodec.write(out, sent.summary());
    out.uint8(welcome == null ? 0 : 1);
    if (welcome != null) {
      welcome.write(out);
    }
    GroupState.writeTranscript(out, next);
    GroupState.writeSecret(out, next, identity);
    return out.vector(next.secretTree().encryptionSecret()).toBytes();
  }

  static PendingCommit restore(GroupState state, byte[] saved, byte[] ratchetTree) {
    return Reader.whole(saved, in -> read(state, in, ratchetTree));
  }

  private static PendingCommit read(GroupState state, Reader in, byte[] ratchetTree) {
    int format = in.uint8();
    Rule.UNKNOWN_FORMAT.require(format == FORMAT || format == FORMAT_WHOLE);
    // the commit is for this very epoch, not for one that only has its number
    Rule.COMMIT_STALE.require(in.bytes().equals(state.epoch().transcript().interimHash()));
    Sent sent = new Sent(in.bytes(), SummaryCodec.read(in));
    Optional<Welcome> welcome = in.present() ? Optional.of(Welcome.read(in)) : Optional.empty();
    GroupState.SavedPublic open =
        format == FORMAT_WHOLE
            ? GroupState.readPublic(state.client(), in)
            : GroupState.readPublic(state.client(), in, ratchetTree);
    EpochSecrets secrets = EpochSecrets.read(in);
    PrivateKeys keys = PrivateKeys.read(in);
    byte[] signatureKey = in.vector();
    long number = open.transcript().context().epoch();
    SecretTree secretTree = SecretTree.from(in.vector(), number, open.tree().leafCount());
    Epoch next = new Epoch(open.transcript(), open.tree(), keys, secrets, secretTree);
    Identity identity = Identity.ofMember(state.crypto(), next, signatureKey);
    return new PendingCommit(state, sent, welcome, next, identity);
  }
}
