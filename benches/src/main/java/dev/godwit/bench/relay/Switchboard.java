package dev.godwit.bench.relay;

import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Passes frames between the devices of conversations and numbers the entries; keeps nothing that
/// was said. Each frame is encoded once for all that get it. A token is the account's id.
///
/// Receipts are passed on between two; in groups a node gathers them, and here they are left out.
///
/// @param <C> a connection
final class Switchboard<C> {
  private final BiConsumer<C, Bytes> out;
  private final Map<AccountId, C> connections = new HashMap<>();
  private final Map<ConversationId, Talk> talks = new HashMap<>();

  Switchboard(BiConsumer<C, Bytes> out) {
    this.out = out;
  }

  /// Accounts and how many entries they have exchanged.
  private static final class Talk {
    final List<AccountId> members;
    long head;

    Talk(List<AccountId> members) {
      this.members = members;
    }
  }

  void onConnected(String token, C connection) {
    connections.put(AccountId.parse(token), connection);
  }

  /// Takes a frame of a device that has connected.
  void onFrame(String token, Frame frame) {
    onFrame(AccountId.parse(token), frame);
  }

  private void onFrame(AccountId from, Frame frame) {
    if (frame instanceof Send send) {
      onSend(from, send);
    } else if (frame instanceof Ack ack) {
      onAck(from, ack);
    } else if (frame instanceof Commit commit) {
      onCreate(from, commit);
    } else if (frame instanceof Heartbeat) {
      write(from, new Heartbeat(0));
    } else if (frame instanceof Hello hello) {
      write(from, new Opened(1, 0, Limits.HEARTBEAT_MILLIS, hello.window()));
      write(from, new CaughtUp(0));
    }
  }

  private void onCreate(AccountId from, Commit commit) {
    Talk talk = new Talk(commit.changes().stream().map(change -> change.account()).toList());
    talks.put(commit.conversation(), talk);
    talk.head = 1;
    write(from, new Sent(commit.conversation(), commit.id(), 1, 0));
    for (AccountId member : talk.members) {
      write(member, joined(commit.conversation()));
    }
  }

  private static AccountEntry joined(ConversationId conversation) {
    return new AccountEntry(
        1, EntryId.NONE, 0, AccountEntryKind.JOINED, conversation, 1, DeviceId.NONE, Bytes.EMPTY);
  }

  private void onSend(AccountId from, Send send) {
    Talk talk = talks.get(send.conversation());
    if (talk == null) {
      return;
    }
    long sequence = ++talk.head;
    write(from, new Sent(send.conversation(), send.id(), sequence, 0));
    writeToOthers(talk, from, entry(from, send, sequence));
  }

  private static Entry entry(AccountId from, Send send, long sequence) {
    return new Entry(
        send.conversation(),
        sequence,
        send.id(),
        0,
        from,
        DeviceId.NONE,
        EntryKind.APPLICATION,
        send.epoch(),
        send.payload(),
        List.of(),
        Bytes.EMPTY,
        GroupSettings.NONE,
        false);
  }

  private void onAck(AccountId from, Ack ack) {
    Talk talk = talks.get(ack.conversation());
    if (talk != null && talk.members.size() == 2) {
      List<MemberCursor> cursors = List.of(new MemberCursor(from, ack.sequence(), 0));
      writeToOthers(talk, from, new Receipt(ack.conversation(), cursors));
    }
  }

  private void writeToOthers(Talk talk, AccountId from, Frame frame) {
    Bytes encoded = Frame.encode(frame);
    for (AccountId member : talk.members) {
      if (!member.equals(from)) {
        write(member, encoded);
      }
    }
  }

  private void write(AccountId to, Frame frame) {
    write(to, Frame.encode(frame));
  }

  private void write(AccountId to, Bytes frame) {
    C connection = connections.get(to);
    if (connection != null) {
      out.accept(connection, frame);
    }
  }
}
