package dev.godwit.node.rehearsal;

import dev.godwit.core.conversation.DirectConversation;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Position;
import dev.godwit.wire.Read;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import dev.godwit.wire.Watch;
import dev.godwit.wire.Watched;
import dev.godwit.wire.WelcomeSecrets;
import java.util.List;
import java.util.random.RandomGenerator;

/// Two players and their conversation. The MLS parts are random bytes: a node cannot read them.
final class Talk {
  /// The entry that makes the conversation.
  private static final long FIRST = 1;

  private static final int MESSAGE_BYTES = 300;
  private static final int MLS_BYTES = 600;

  /// Messages on their way at once.
  private static final int BURST = 32;

  private final Wire wire;
  private final RandomGenerator random;
  private final Player one;
  private final Player other;
  private final ConversationId id;
  private long head;

  Talk(Wire wire, RandomGenerator random, Player one, Player other) {
    this(wire, random, one, other, 0);
  }

  private Talk(Wire wire, RandomGenerator random, Player one, Player other, long head) {
    this.wire = wire;
    this.random = random;
    this.one = one;
    this.other = other;
    this.head = head;
    id = DirectConversation.idOf(one.account(), other.account());
  }

  /// The same conversation at a node that was started again.
  Talk over(Wire another) {
    return new Talk(another, random, one, other, head);
  }

  void create() throws InterruptedException {
    Line line = open(one, 0);
    line.send(creation());
    line.await(Sent.class);
    head = FIRST;
    line.cut();
  }

  /// So many bursts from one to the other, each received and read.
  void converse(int bursts) throws InterruptedException {
    Line from = open(one, head);
    Line to = open(other, head);
    from.send(new Watch(List.of(new Watched(other.account(), id))));
    for (int i = 0; i < bursts; i++) {
      from.send(new Typing(id, one.account(), true));
      burst(from);
      to.await(Entry.class, entry -> entry.sequence() == head);
      to.send(new Ack(id, head));
      to.send(new Read(id, head));
      from.await(Receipt.class, this::isReadToHead);
      to.send(new Heartbeat(0));
    }
    from.cut();
    to.cut();
  }

  private boolean isReadToHead(Receipt receipt) {
    return receipt.cursors().stream().anyMatch(cursor -> cursor.read() == head);
  }

  private void burst(Line from) throws InterruptedException {
    for (int i = 0; i < BURST; i++) {
      from.send(new Send(id, entryId(), 1, bytes(MESSAGE_BYTES), Bytes.EMPTY));
    }
    head += BURST;
    from.await(Sent.class, sent -> sent.sequence() == head);
  }

  /// Sends to somebody who is away, and comes back for it.
  void catchUp(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      long stood = head;
      Line from = open(one, head);
      burst(from);
      from.cut();
      Line to = open(other, stood);
      to.send(new Ack(id, head));
      to.cut();
    }
  }

  /// Connects where nothing is new.
  void reconnect(int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      open(i % 2 == 0 ? one : other, head).cut();
    }
  }

  private Line open(Player who, long stands) throws InterruptedException {
    Line line = wire.call(who.accessToken());
    List<Position> positions = stands == 0 ? List.of() : List.of(new Position(id, stands, true));
    line.send(
        new Hello(
            Limits.PROTOCOL_VERSION,
            "rehearsal",
            0,
            positions,
            Limits.SESSION_WINDOW_ENTRIES_MAX,
            0));
    line.await(CaughtUp.class);
    line.send(new AccountAck(FIRST));
    return line;
  }

  private Commit creation() {
    return new Commit(
        id,
        entryId(),
        0,
        bytes(MLS_BYTES),
        ConversationKind.DIRECT,
        List.of(added(one), added(other)),
        bytes(MLS_BYTES),
        List.of(new WelcomeSecrets(other.account(), other.device(), bytes(MLS_BYTES))),
        bytes(MLS_BYTES),
        bytes(MLS_BYTES),
        GroupSettings.NONE);
  }

  private static MemberChange added(Player member) {
    return new MemberChange(
        member.account(), MemberChangeKind.ADDED, Role.MEMBER, List.of(member.device()));
  }

  private EntryId entryId() {
    return new EntryId(random.nextLong(), random.nextLong());
  }

  private Bytes bytes(int count) {
    return Bytes.owned(Player.bytes(random, count));
  }

  /// One more message came into it another way.
  void onAppended() {
    head++;
  }

  /// Where its messages are read over REST.
  String path() {
    return "/v1/conversations/" + id;
  }

  Player one() {
    return one;
  }

  Player other() {
    return other;
  }
}
