package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.device.step.Arrangement;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class GuestCodecTest {
  private static final ConversationId CONVERSATION = new ConversationId(1, -2);
  private static final EntryId ID = new EntryId(3, 4);
  private static final AccountId ACCOUNT = new AccountId(5, 6);
  private static final Message MESSAGE =
      new Message(
          8,
          CONVERSATION,
          ID,
          9,
          "bob",
          true,
          true,
          10,
          Message.Kind.TEXT,
          "hé @eve\n",
          List.of(new Message.Mention("eve", true, 3, 4)),
          Tick.READ,
          "");
  private static final Conversation ROW =
      new Conversation(
          CONVERSATION,
          ACCOUNT,
          "bob",
          9,
          1,
          2,
          3,
          4,
          true,
          5,
          List.of(MESSAGE),
          true,
          "Team",
          "OWNER",
          3,
          new Arrangement(6, true, false, "later"),
          false);

  private static final List<Event> EVENTS =
      List.of(
          new Event.Arrived(MESSAGE),
          new Event.Ticked(CONVERSATION, ID, 9, Tick.DELIVERED),
          new Event.Failed(MESSAGE, "CODE", "Sentence."),
          new Event.Addressed("letter", CONVERSATION, ID),
          new Event.Unaddressed("letter", "bob", "CODE", "Sentence."),
          new Event.Changed(ROW),
          new Event.Presence(ACCOUNT, true, 7),
          new Event.Typing(CONVERSATION, ACCOUNT, true),
          new Event.Connected(Connection.of(Connection.State.ONLINE)),
          new Event.Notice(ConversationId.NONE, "CODE", "Sentence."),
          new Event.Wanted(CONVERSATION, ID, "CODE", "Sentence.", List.of("@bob")),
          new Event.GroupChanged(CONVERSATION),
          new Event.Named(),
          new Event.History(new Progress(1, 2, false)),
          new Event.SettingChanged("name"),
          new Event.Missed());

  private static <T> T there(Object value, Class<T> type) throws Exception {
    String line = GuestCodec.MAPPER.writeValueAsString(value);
    JsonNode read = Json.MAPPER.readTree(line);
    return GuestCodec.decode(read, type);
  }

  @Test
  void everyEventArrivesAsItWasTold() throws Exception {
    for (Event event : EVENTS) {
      JsonNode node = GuestCodec.MAPPER.valueToTree(event);
      assertEquals(event, GuestCodec.decode(Json.MAPPER.readTree(node.toString()), Event.class));
    }
  }

  @Test
  void noKindOfEventIsForgotten() {
    Set<Class<?>> tested = EVENTS.stream().map(Event::getClass).collect(Collectors.toSet());
    assertEquals(Set.copyOf(Arrays.asList(Event.class.getPermittedSubclasses())), tested);
  }

  @Test
  void answersArriveAsTheyWereGiven() throws Exception {
    Me me = new Me(ACCOUNT, new DeviceId(1, 1), "alice", URI.create("http://localhost:1"));
    assertEquals(me, there(me, Me.class));
    Sending sending = new Sending("", CONVERSATION, ID);
    assertEquals(sending, there(sending, Sending.class));
    assertEquals(ROW, there(ROW, Conversation.class));
  }

  @Test
  void refusalsKeepTheirReason() {
    for (Reason reason :
        List.of(Reason.Local.HOME_IN_USE, new Reason.Refused(ErrorCode.HANDLE_TAKEN, 0))) {
      GodwitException e = new GodwitException(reason, "Sentence.");
      GodwitException there = GuestCodec.refusal(GuestCodec.refusal(e));
      assertEquals(reason, there.reason());
      assertEquals("Sentence.", there.sentence());
    }
  }
}
