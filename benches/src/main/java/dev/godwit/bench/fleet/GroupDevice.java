package dev.godwit.bench.fleet;

import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;

/// A member of one group at a time: sends what it is told to, takes every entry once and in order,
/// and acknowledges what came when it would have been stored.
final class GroupDevice implements Socket.Listener {
  private final Identity identity;
  private final Surroundings around;
  private final Link link = new Link();
  private Standing standing = new Standing();
  private boolean caughtUp;
  private boolean owes;
  private long accountSequence;
  private long accountAcked;
  private long fetchedAt = -1;
  private long receipts;

  /// What a member finds around it.
  interface Surroundings {
    ConversationId group();

    /// A message of the group came to this member.
    void onMessage(Entry entry);

    /// Something came: the member is to acknowledge it soon.
    void onOwed(GroupDevice member);

    /// The node refused something, a connection ended, or a member had to ask for a gap.
    void onTrouble(String what);
  }

  GroupDevice(Identity identity, Surroundings around) {
    this.identity = identity;
    this.around = around;
  }

  Identity identity() {
    return identity;
  }

  boolean isCaughtUp() {
    return caughtUp;
  }

  boolean isJoined() {
    return standing.position() > 0;
  }

  /// Goes on with another group; what came of the one before is acknowledged.
  void leaveBehind() {
    acknowledge();
    standing = new Standing();
    fetchedAt = -1;
  }

  /// Frames with receipts that this member got.
  long receipts() {
    return receipts;
  }

  void send(Commit commit) {
    link.send(commit);
    link.flush();
  }

  void send(EntryId id, long epoch, Bytes payload) {
    link.send(new Send(around.group(), id, epoch, payload, Bytes.EMPTY));
    link.flush();
  }

  void heartbeat() {
    link.heartbeat();
  }

  void close() {
    link.close();
  }

  @Override
  public void onOpen(Socket opened) {
    link.open(opened);
  }

  @Override
  public void onFrame(Frame frame) {
    switch (frame) {
      case Entry entry -> onEntry(entry);
      case Sent sent -> standing.onOwn(sent.sequence());
      case AccountEntry entry -> onAccountEntry(entry);
      case CaughtUp _ -> caughtUp = true;
      case Receipt _ -> receipts++;
      case Error error -> around.onTrouble("refused with " + error.code());
      default -> {}
    }
  }

  private void onAccountEntry(AccountEntry entry) {
    accountSequence = entry.sequence();
    if (entry.kind() == AccountEntryKind.JOINED && !isJoined()) {
      standing.onJoined(entry.conversationSequence());
    }
  }

  private void onEntry(Entry entry) {
    switch (standing.onEntry(entry.sequence())) {
      case KNOWN -> {}
      case GAP -> fetch();
      case NEXT -> {
        if (entry.kind() == EntryKind.APPLICATION) {
          around.onMessage(entry);
        }
      }
    }
  }

  private void fetch() {
    if (fetchedAt != standing.position()) {
      fetchedAt = standing.position();
      link.send(new Fetch(around.group(), fetchedAt));
      around.onTrouble("gaps");
    }
  }

  @Override
  public void onRead() {
    if (!owes) {
      owes = true;
      around.onOwed(this);
    }
  }

  /// Acknowledges all that came, with one frame.
  void acknowledge() {
    owes = false;
    if (standing.takeOwesAck()) {
      link.send(new Ack(around.group(), standing.position()));
    }
    if (accountSequence > accountAcked) {
      accountAcked = accountSequence;
      link.send(new AccountAck(accountSequence));
    }
    link.flush();
  }

  @Override
  public void onClosing(int code) {
    around.onTrouble("the node closes with " + code);
  }

  @Override
  public void onClosed() {
    caughtUp = false;
    around.onTrouble("a connection ended");
  }

  @Override
  public void onFailure(Throwable cause) {
    around.onTrouble(String.valueOf(cause.getMessage()));
  }
}
