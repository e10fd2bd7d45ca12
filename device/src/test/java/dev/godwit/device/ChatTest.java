package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Heartbeat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two and three people chatting, nothing going wrong.
final class ChatTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  @Test
  void firstMessageMakesTheGroupAndArrives() {
    alice.say(bob, "hello");
    world.settle();
    assertEquals(List.of("hello"), bob.texts(alice));
    assertEquals(Standing.OPEN, alice.row(bob).standing());
    assertEquals(Standing.OPEN, bob.row(alice).standing());
    assertEquals(alice.account(), bob.row(alice).peer());
    assertEquals("alice", bob.row(alice).peerHandle());
  }

  @Test
  void replyGoesTheOtherWayInTheSameConversation() {
    alice.say(bob, "hello");
    world.settle();
    bob.say(alice, "hi");
    world.settle();
    assertEquals(List.of("hello", "hi"), alice.texts(bob));
    assertEquals(List.of("hello", "hi"), bob.texts(alice));
    assertEquals(1, world.node.logs.size());
  }

  @Test
  void messagesArriveInTheOrderTheyWereSaid() {
    List<String> said = List.of("1", "2", "3", "4", "5", "6", "7", "8");
    said.forEach(text -> alice.say(bob, text));
    world.settle();
    assertEquals(said, bob.texts(alice));
    assertEquals(said, alice.texts(bob));
  }

  @Test
  void ticksComeOneAfterTheOther() {
    alice.say(bob, "hello");
    assertInstanceOf(MessageState.Waiting.class, alice.history(bob).getFirst().state());
    bob.disconnect();
    world.settle();
    assertInstanceOf(MessageState.Sent.class, alice.history(bob).getFirst().state());
    long sequence = alice.history(bob).getFirst().sequence();
    assertTrue(alice.row(bob).deliveredThrough() < sequence);
    bob.connect();
    world.settle();
    assertEquals(sequence, alice.row(bob).deliveredThrough());
    assertTrue(alice.row(bob).seenThrough() < sequence);
    bob.read(alice);
    world.settle();
    assertEquals(sequence, alice.row(bob).seenThrough());
    assertEquals(
        List.of(new Event.Delivered(alice.with(bob), 0, sequence)),
        alice.events(Event.Delivered.class));
    assertEquals(
        List.of(new Event.Seen(alice.with(bob), 0, sequence)), alice.events(Event.Seen.class));
  }

  @Test
  void ticksThatCameWhileAwayAreAskedFor() {
    alice.say(bob, "hello");
    world.settle();
    alice.disconnect();
    bob.read(alice);
    world.settle();
    alice.connect();
    world.settle();
    assertEquals(alice.row(bob).head(), alice.row(bob).seenThrough());
  }

  /// His Ack is lost; what he hears when he wakes was said before he fell asleep.
  @Test
  void whatWasToldRightBeforeASleepIsToldAgain() {
    alice.say(bob, "hello");
    world.pass(10_000);
    bob.inbound =
        frames -> {
          world.node.disconnect(bob.account());
          return frames;
        };
    alice.say(bob, "good night");
    world.pass(1_000);
    assertEquals(List.of("hello", "good night"), bob.texts(alice));
    world.node.time += 60_000;
    bob.receive(new Heartbeat(world.node.time));
    bob.inbound = frames -> frames;
    bob.disconnect();
    bob.connect();
    world.settle();
    assertEquals(alice.row(bob).head(), alice.row(bob).deliveredThrough());
  }

  @Test
  void whatWasSaidOfflineIsSentLater() {
    alice.say(bob, "hello");
    world.settle();
    alice.disconnect();
    alice.say(bob, "later");
    world.settle();
    assertEquals(List.of("hello"), bob.texts(alice));
    assertEquals(1, alice.device.waiting());
    alice.connect();
    world.settle();
    assertEquals(List.of("hello", "later"), bob.texts(alice));
    assertEquals(0, alice.device.waiting());
  }

  @Test
  void whoWasAwayCatchesUp() {
    bob.disconnect();
    alice.say(bob, "1");
    alice.say(bob, "2");
    world.settle();
    bob.connect();
    world.settle();
    assertEquals(List.of("1", "2"), bob.texts(alice));
    assertEquals(2, bob.events(Event.MessageArrived.class).size());
  }

  @Test
  void conversationsDoNotMix() {
    Person carol = world.person("carol");
    alice.say(bob, "for bob");
    carol.say(alice, "for alice");
    bob.say(carol, "for carol");
    world.settle();
    assertEquals(List.of("for bob"), bob.texts(alice));
    assertEquals(List.of("for alice"), alice.texts(carol));
    assertEquals(List.of("for carol"), carol.texts(bob));
  }

  @Test
  void handleIsFoundAndRemembered() {
    alice.does(device -> device.find("bob", world.node.time));
    world.settle();
    Event.AccountFound found = alice.events(Event.AccountFound.class).getFirst();
    assertEquals(bob.account(), found.account());
    assertEquals(bob.account(), alice.device.accountOf("bob").orElseThrow());
  }

  @Test
  void unknownHandleIsATypedAnswer() {
    alice.does(device -> device.find("nobody", world.node.time));
    world.settle();
    assertEquals(
        List.of(new Event.AccountNotFound("nobody", ErrorCode.ACCOUNT_UNKNOWN)),
        alice.events(Event.AccountNotFound.class));
  }

  @Test
  void oversizedMessageFailsVisiblyAndTheNextGoesOut() {
    alice.send(alice.with(bob), new Content.Text("x".repeat(70_000)));
    alice.say(bob, "short");
    world.settle();
    assertEquals(
        ErrorCode.ENTRY_TOO_LARGE, alice.events(Event.MessageFailed.class).getFirst().code());
    assertEquals(List.of("short"), bob.texts(alice));
  }

  @Test
  void refusedMessageFailsVisiblyAndTheNextGoesOut() {
    alice.say(bob, "hello");
    world.settle();
    world.node.refuseSends.add(ErrorCode.FORBIDDEN);
    alice.say(bob, "refused");
    alice.say(bob, "taken");
    world.settle();
    assertEquals(List.of("hello", "taken"), bob.texts(alice));
    assertEquals(ErrorCode.FORBIDDEN, alice.events(Event.MessageFailed.class).getFirst().code());
    MessageState last = alice.history(bob).getLast().state();
    assertEquals(new MessageState.Failed(ErrorCode.FORBIDDEN), last);
  }

  @Test
  void messageRefusedForAMomentIsNotOvertaken() {
    alice.say(bob, "hello");
    world.settle();
    world.node.refuseSends.add(ErrorCode.STORE_UNAVAILABLE);
    world.node.refuseSends.add(ErrorCode.RATE_LIMITED);
    alice.say(bob, "1");
    alice.say(bob, "2");
    world.pass(5_000);
    assertEquals(List.of("hello", "1", "2"), bob.texts(alice));
  }

  @Test
  void contentOfANewerVersionIsKeptAndShownAsUnknown() {
    Content.Unknown newer = new Content.Unknown(Bytes.of((byte) 9, (byte) 9));
    alice.send(alice.with(bob), newer);
    world.settle();
    assertEquals(newer, bob.history(alice).getFirst().content());
  }

  @Test
  void presenceAndTypingAreTold() {
    alice.say(bob, "hello");
    world.settle();
    alice.does(device -> device.watch(List.of(bob.account()), world.node.time));
    bob.does(device -> device.typing(bob.with(alice), true, world.node.time));
    world.settle();
    assertEquals(
        List.of(new Event.PresenceChanged(bob.account(), true, 0)),
        alice.events(Event.PresenceChanged.class));
    assertEquals(
        List.of(new Event.TypingChanged(alice.with(bob), bob.account(), true)),
        alice.events(Event.TypingChanged.class));
  }

  @Test
  void presenceIsToldAsSoonAsTheConversationIsThere() {
    alice.does(device -> device.watch(List.of(bob.account()), world.node.time));
    world.settle();
    assertEquals(List.of(), alice.events(Event.PresenceChanged.class));
    alice.say(bob, "hello");
    world.settle();
    assertEquals(1, alice.events(Event.PresenceChanged.class).size());
  }

  @Test
  void conversationStaysAliveByHeartbeats() {
    alice.say(bob, "hello");
    world.pass(60_000);
    assertTrue(alice.isConnected());
    assertEquals(0, alice.events(Event.ErrorHappened.class).size());
  }
}
