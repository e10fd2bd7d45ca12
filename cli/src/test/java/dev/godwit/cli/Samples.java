package dev.godwit.cli;

import dev.godwit.client.Conversation;
import dev.godwit.client.Me;
import dev.godwit.client.Message;
import dev.godwit.client.Tick;
import dev.godwit.device.step.Arrangement;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.net.URI;
import java.util.List;

/// Messages and conversations to show.
public final class Samples {
  public static final ConversationId CONVERSATION = new ConversationId(1, 2);
  public static final EntryId ID = new EntryId(3, 4);
  public static final Me ALICE =
      new Me(new AccountId(5, 6), new DeviceId(7, 8), "alice", URI.create("http://localhost:1"));

  private Samples() {}

  public static Message fromBob(long sequence, String text) {
    return message(sequence, "bob", false, text, Tick.NONE);
  }

  public static Message mine(long sequence, String text, Tick tick) {
    return message(sequence, "alice", true, text, tick);
  }

  private static Message message(long sequence, String from, boolean mine, String text, Tick tick) {
    return new Message(
        sequence,
        CONVERSATION,
        ID,
        sequence,
        from,
        mine,
        false,
        1_000 * sequence,
        Message.Kind.TEXT,
        text,
        List.of(),
        tick,
        "");
  }

  public static Conversation withBob(int unread, Message... newest) {
    return new Conversation(
        CONVERSATION,
        new AccountId(9, 9),
        "bob",
        newest.length,
        unread,
        0,
        0,
        0,
        false,
        1_000,
        List.of(newest),
        false,
        "",
        "",
        0,
        Arrangement.NONE,
        false);
  }
}
