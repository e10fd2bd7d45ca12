package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Revocations;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Who comes back, or learns of something late.
final class ReturnTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  @Test
  void anEntryThatIsPassedAlreadyIsAcknowledgedSoThatTheWindowOpens() {
    alice.say(bob, "hello");
    world.settle();
    Entry passed = world.node.log(bob.with(alice)).after(0).getLast();
    List<Frame> sent = new ArrayList<>();
    bob.watcher = step -> sent.addAll(step.frames());
    bob.receive(passed);
    world.pass(1_000);
    assertTrue(sent.stream().anyMatch(Ack.class::isInstance), sent.toString());
    assertEquals(List.of("hello"), bob.texts(alice));
  }

  @Test
  void whoIsLetInAgainWaitsForTheWelcomeAgain() {
    Person carol = world.person("carol");
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    alice.want(team, new Intention.Remove(List.of(carol.account())));
    world.pass(60_000);
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    assertEquals(List.of(), carol.events(Event.Repaired.class));
    assertEquals(Standing.OPEN, carol.store.conversation(team).standing());
  }

  /// It has a leaf already: joining anew in its place would lose what was said since.
  @Test
  void whoIsLetInAgainDoesNotReplaceItsLeafWhileItsWelcomeIsLate() {
    ConversationId team = alice.create("Team", bob);
    world.settle();
    alice.want(team, new Intention.Remove(List.of(bob.account())));
    world.pass(10_000);
    bob.inbound = frames -> frames.stream().filter(frame -> !isWelcome(frame)).toList();
    alice.want(team, new Intention.Add(List.of(bob.account())));
    world.settle();
    alice.send(team, new Content.Text("hello"));
    world.pass(12_000);
    assertEquals(Standing.REPAIRING, bob.store.conversation(team).standing());
    bob.inbound = frames -> frames;
    bob.disconnect();
    bob.connect();
    world.pass(5_000);
    assertEquals("hello", bob.said(team).getLast());
    assertEquals(List.of(), bob.events(Event.Undecryptable.class));
  }

  private static boolean isWelcome(Frame frame) {
    return frame instanceof AccountEntry entry && entry.kind() == AccountEntryKind.WELCOMED;
  }

  @Test
  void whoIsTakenOutBeforeItHasItsWelcomeShowsNoHoles() {
    Person carol = world.person("carol");
    carol.answers =
        (call, answer) ->
            call instanceof Call.FetchWelcome
                ? new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0)
                : answer;
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    alice.send(team, new Content.Text("before"));
    world.pass(5_000);
    alice.want(team, new Intention.Remove(List.of(carol.account())));
    world.pass(10_000);
    assertEquals(Standing.LEFT, carol.store.conversation(team).standing());
    assertEquals(List.of(), carol.events(Event.Undecryptable.class));
  }

  @Test
  void whoReadsBehindItsWelcomeThatItWasTakenOutIsOut() {
    Person carol = world.person("carol");
    carol.answers =
        (call, answer) -> call instanceof Call.FetchWelcome ? new Answer.Unreachable() : answer;
    carol.inbound = frames -> frames.stream().filter(frame -> !isLeft(frame)).toList();
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    alice.want(team, new Intention.Remove(List.of(carol.account())));
    world.settle();
    carol.answers = (call, answer) -> answer;
    world.pass(5_000);
    assertEquals(Standing.LEFT, carol.store.conversation(team).standing());
    assertEquals(List.of(), carol.events(Event.Repaired.class));
  }

  private static boolean isLeft(Frame frame) {
    return frame instanceof AccountEntry entry && entry.kind() == AccountEntryKind.LEFT;
  }

  @Test
  void welcomeThatComesAfterARefusalIsFetchedAtOnce() {
    Person carol = world.person("carol");
    carol.answers =
        (call, answer) ->
            switch (call) {
              case Call.FetchWelcome _ -> new Answer.Refused(ErrorCode.NOT_FOUND, 0);
              case Call.FetchGroupInfo _ -> new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0);
              default -> answer;
            };
    ConversationId team = alice.create("Team", bob, carol);
    world.pass(2_000);
    assertEquals(Standing.REPAIRING, carol.store.conversation(team).standing());
    carol.answers =
        (call, answer) ->
            call instanceof Call.FetchGroupInfo
                ? new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0)
                : answer;
    alice.want(team, new Intention.Remove(List.of(carol.account())));
    world.pass(2_000);
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.pass(2_000);
    assertEquals(Standing.OPEN, carol.store.conversation(team).standing());
  }

  /// The answer comes to who asks again, when the place of the departure is long passed.
  @Test
  void whoIsLetInAgainBeforeItHearsThatItLeftStaysIn() {
    ConversationId team = alice.create("Team", bob);
    world.settle();
    bob.inbound = frames -> List.of();
    bob.want(team, new Intention.Leave());
    world.pass(10_000);
    bob.disconnect();
    alice.want(team, new Intention.Add(List.of(bob.account())));
    world.pass(10_000);
    bob.inbound = frames -> frames;
    bob.connect();
    world.pass(10_000);
    alice.send(team, new Content.Text("back again"));
    world.pass(5_000);
    assertEquals(Standing.OPEN, bob.store.conversation(team).standing());
    assertEquals(List.of("back again"), bob.said(team));
  }

  @Test
  void departureThatIsToldAgainWhenItIsFinishedEndsWhereItWas() {
    Person carol = world.person("carol");
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    carol.inbound = frames -> frames.stream().filter(f -> !(f instanceof Entry)).toList();
    alice.want(team, new Intention.Remove(List.of(carol.account())));
    world.settle();
    AccountEntry left = world.node.session(carol.account()).log.getLast();
    carol.receive(
        new AccountEntry(
            left.sequence() + 1,
            new EntryId(9, 9),
            left.time(),
            AccountEntryKind.LEFT,
            team,
            left.conversationSequence() + 1,
            DeviceId.NONE,
            Bytes.EMPTY));
    world.node.log(team).after(1).stream()
        .filter(entry -> entry.sequence() <= left.conversationSequence())
        .forEach(carol::receive);
    assertEquals(Standing.LEFT, carol.store.conversation(team).standing());
  }

  @Test
  void whatIsWantedOfAConversationWithoutAGroupIsRefused() {
    ConversationId direct = alice.with(bob);
    alice.does(device -> device.openDirect(bob.account(), world.node.time));
    alice.want(direct, new Intention.Remove(List.of(bob.account())));
    world.settle();
    assertEquals(1, alice.events(Event.IntentionFailed.class).size());
  }

  /// What it had asked for is refused since it is no member: that says nothing it does not know.
  @Test
  void whatIsSaidByWhoWasTakenOutOnTheWayInFailsAtOnce() {
    ConversationId team = alice.create("Team", bob);
    world.settle();
    bob.disconnect();
    bob.store
        .scan("mls/")
        .keySet()
        .forEach(key -> bob.store.apply(List.of(new Change.Delete(key))));
    bob.restart();
    alice.send(team, new Content.Text("hello"));
    bob.answers = (call, answer) -> call instanceof Call.FetchGroupInfo ? takenOut(team) : answer;
    world.pass(1_000);
    assertEquals(Standing.LEFT, bob.store.conversation(team).standing());
    bob.send(team, new Content.Text("still there?"));
    world.pass(1_000);
    assertEquals(
        List.of(ErrorCode.NOT_A_MEMBER),
        bob.events(Event.MessageFailed.class).stream().map(Event.MessageFailed::code).toList());
  }

  private Answer takenOut(ConversationId team) {
    alice.want(team, new Intention.Remove(List.of(bob.account())));
    world.settle();
    return new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0);
  }

  @Test
  void othersHaveSomeTimeToLearnOfARevocationHoweverOftenTheDeviceStartsAgain() {
    Crypto crypto = new JvmCrypto(new Random(1));
    Self self = Self.make(crypto, "test", TestNode.START_MILLIS);
    MemoryStore store = new MemoryStore();
    Draft draft = new Draft(store);
    DeviceId phone = new DeviceId(2, 2);
    new Machines(self, crypto, draft).trust.revocations().remember(self.account(), phone);
    store.apply(draft.take().changes());
    Revocations again = new Machines(self, crypto, new Draft(store)).trust.revocations();
    again.pump(5_000);
    again.pump(4_999 + Revocations.KNOWN_MILLIS);
    assertTrue(again.isRevoked(self.account(), phone));
    assertFalse(again.isKnownToAll(self.account(), phone));
    again.pump(5_000 + Revocations.KNOWN_MILLIS);
    assertTrue(again.isKnownToAll(self.account(), phone));
  }
}
