package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.LossReason;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Conversations that lose their keys, and find back.
final class RepairTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  @BeforeEach
  void greet() {
    alice.say(bob, "1");
    world.settle();
  }

  @Test
  void damagedMessageIsAVisibleHoleAndTheConversationRepairsItself() {
    bob.inbound = frames -> frames.stream().map(RepairTest::damaged).toList();
    alice.say(bob, "2");
    world.settle();
    bob.inbound = frames -> frames;
    Event.Undecryptable lost = bob.events(Event.Undecryptable.class).getFirst();
    assertEquals(LossReason.NOT_AUTHENTIC, lost.reason());
    world.pass(5_000);
    assertEquals(1, bob.events(Event.Repaired.class).size());
    alice.say(bob, "3");
    bob.say(alice, "4");
    world.pass(5_000);
    assertEquals(List.of("1", "?NOT_AUTHENTIC"), bob.texts(alice).subList(0, 2));
    assertTrue(bob.texts(alice).containsAll(List.of("3", "4")));
    assertTrue(alice.texts(bob).containsAll(List.of("1", "2", "3", "4")));
    assertEquals(Standing.OPEN, bob.row(alice).standing());
  }

  @Test
  void lostGroupStateIsJoinedAnew() {
    bob.disconnect();
    bob.store.scan("mls/").keySet().forEach(key -> bob.store.apply(deleted(key)));
    bob.restart();
    alice.say(bob, "2");
    world.pass(5_000);
    bob.say(alice, "3");
    alice.say(bob, "4");
    world.pass(5_000);
    assertEquals(List.of("1", "?KEYS_MISSING"), bob.texts(alice).subList(0, 2));
    assertTrue(bob.texts(alice).containsAll(List.of("3", "4")));
    assertEquals(List.of("1", "2"), alice.texts(bob).subList(0, 2));
    assertTrue(alice.texts(bob).containsAll(List.of("3", "4")));
  }

  /// The node may not have heard yet that the account is a member.
  @Test
  void repairOfWhatTheNodeDoesNotKnowIsTriedAgainSoon() {
    bob.answers =
        (call, answer) ->
            call instanceof Call.FetchGroupInfo
                ? new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0)
                : answer;
    bob.inbound = frames -> frames.stream().map(RepairTest::damaged).toList();
    alice.say(bob, "2");
    world.pass(1_000);
    assertEquals(Standing.REPAIRING, bob.row(alice).standing());
    bob.answers = (call, answer) -> answer;
    bob.inbound = frames -> frames;
    world.pass(30_000);
    assertEquals(Standing.OPEN, bob.row(alice).standing());
  }

  /// The answer to its commit was lost, and others have changed the group since.
  @Test
  void ownCommitOfWhichTheRestIsPastRetentionIsGivenUp() {
    TestLog log = world.node.log(bob.with(alice));
    bob.inbound = frames -> frames.stream().filter(frame -> !isOwn(bob, frame)).toList();
    forgetKeys(bob);
    alice.say(bob, "2");
    assertTrue(world.passUntil(() -> log.epoch == 2, 5_000));
    bob.disconnect();
    forgetKeys(alice);
    alice.say(bob, "3");
    assertTrue(world.passUntil(() -> log.epoch == 3, 10_000));
    log.expiredThrough = log.head();
    bob.inbound = frames -> frames;
    bob.restart();
    world.pass(10_000);
    alice.say(bob, "4");
    world.pass(5_000);
    assertEquals("4", bob.texts(alice).getLast());
    assertEquals(
        List.of(),
        bob.events(Event.Undecryptable.class).stream()
            .filter(hole -> hole.sequence() > log.expiredThrough)
            .toList());
  }

  private static boolean isOwn(Person person, Frame frame) {
    return frame instanceof Sent
        || (frame instanceof Entry entry && entry.account().equals(person.account()));
  }

  private static void forgetKeys(Person person) {
    person.disconnect();
    person.store.scan("mls/").keySet().forEach(key -> person.store.apply(deleted(key)));
    person.restart();
  }

  @Test
  void attemptsToRepairAreBounded() {
    bob.answers =
        (call, answer) ->
            call instanceof Call.FetchGroupInfo
                ? new Answer.Refused(ErrorCode.STORE_UNAVAILABLE, 0)
                : answer;
    List<Call> calls = new ArrayList<>();
    bob.watcher = step -> step.calls().forEach(call -> calls.add(call.call()));
    bob.inbound = frames -> frames.stream().map(RepairTest::damaged).toList();
    alice.say(bob, "2");
    world.pass(600_000);
    long attempts = calls.stream().filter(Call.FetchGroupInfo.class::isInstance).count();
    assertTrue(attempts > 1 && attempts <= 8, "attempts " + attempts);
    assertEquals(Standing.REPAIRING, bob.row(alice).standing());
    bob.answers = (call, answer) -> answer;
    bob.inbound = frames -> frames;
    bob.disconnect();
    bob.connect();
    world.pass(5_000);
    assertEquals(Standing.OPEN, bob.row(alice).standing());
  }

  /// The answer to an external commit was lost, and meanwhile all was past retention.
  @Test
  void deviceThatTheGroupHasGoneOnWithoutJoinsOnceMore() {
    bob.inbound = frames -> frames.stream().map(RepairTest::damaged).toList();
    bob.watcher =
        step -> {
          if (step.frames().stream().anyMatch(Commit.class::isInstance)) {
            bob.inbound = _ -> List.of();
          }
        };
    alice.say(bob, "2");
    world.pass(2_000);
    bob.watcher = _ -> {};
    bob.disconnect();
    bob.inbound = frames -> frames;
    loseKeys(alice, bob);
    TestLog log = world.node.log(bob.with(alice));
    assertEquals(List.of(bob.account(), alice.account()), makers(log).subList(1, 3));
    log.expiredThrough = log.head();
    bob.connect();
    world.pass(5_000);
    loseKeys(alice, bob);
    alice.say(bob, "3");
    bob.say(alice, "4");
    world.pass(5_000);
    assertEquals(List.of(), bob.events(Event.CommitRefused.class));
    assertTrue(bob.texts(alice).containsAll(List.of("3", "4")), bob.texts(alice).toString());
    assertTrue(alice.texts(bob).contains("4"));
  }

  @Test
  void oldCopyOfTheStoreIsNoticedBeforeAnyKeyIsUsedAgain() {
    MemoryStore copy = alice.store.copy();
    alice.say(bob, "2");
    alice.say(bob, "3");
    world.settle();
    List<Send> sent = new ArrayList<>();
    alice.watcher =
        step ->
            step.frames().stream()
                .filter(Send.class::isInstance)
                .forEach(frame -> sent.add((Send) frame));
    goesBackTo(copy, alice);
    alice.say(bob, "4");
    alice.connect();
    world.pass(5_000);
    assertEquals(1, alice.events(Event.OldCopyDetected.class).size());
    assertEquals(List.of("1", "2", "3", "4"), bob.texts(alice));
    assertEquals(List.of("1", "?OWN_FORGOTTEN", "?OWN_FORGOTTEN", "4"), alice.texts(bob));
    assertTrue(sent.stream().allMatch(send -> send.epoch() > 1));
    bob.say(alice, "5");
    world.pass(5_000);
    assertEquals("5", alice.texts(bob).getLast());
  }

  /// The copy knows the messages in the log, and has not sent them: their keys are spent, though.
  @Test
  void oldCopyInWhichTheMessagesStillWaitIsNoticed() {
    alice.disconnect();
    alice.say(bob, "2");
    MemoryStore copy = alice.store.copy();
    alice.connect();
    world.settle();
    goesBackTo(copy, alice);
    alice.say(bob, "3");
    alice.connect();
    world.pass(5_000);
    assertEquals(1, alice.events(Event.OldCopyDetected.class).size());
    assertEquals(List.of("1", "2", "3"), bob.texts(alice));
    assertEquals(List.of("1", "2", "3"), alice.texts(bob));
    Entry last = world.node.log(alice.with(bob)).entries.getLast();
    assertTrue(last.epoch() > 1, last.toString());
  }

  private static void goesBackTo(MemoryStore copy, Person person) {
    person.store = copy;
    person.device = Device.restore(copy, person.crypto, "test");
  }

  @Test
  void oldCopyFromBeforeTheConversationJoinsAnew() {
    World fresh = new World();
    Person carol = fresh.person("carol");
    Person dave = fresh.person("dave");
    MemoryStore copy = carol.store.copy();
    carol.say(dave, "1");
    dave.say(carol, "2");
    fresh.settle();
    goesBackTo(copy, carol);
    carol.connect();
    fresh.pass(30_000);
    dave.say(carol, "3");
    carol.say(dave, "4");
    fresh.pass(30_000);
    assertTrue(carol.texts(dave).containsAll(List.of("3", "4")));
    assertTrue(dave.texts(carol).containsAll(List.of("1", "2", "3", "4")));
  }

  /// The group alone does not say whose the other side is.
  @Test
  void whoComesInWhileTheOtherHasNoDeviceKnowsWhoThatIs() {
    World fresh = new World();
    Person carol = fresh.person("carol");
    Person dave = fresh.person("dave");
    MemoryStore copy = carol.store.copy();
    talksToNobody(fresh, carol, dave);
    goesBackTo(copy, carol);
    carol.connect();
    fresh.pass(30_000);
    Conversation row = carol.row(dave);
    assertEquals(Standing.OPEN, row.standing());
    assertEquals(ConversationKind.DIRECT, row.kind());
    assertEquals(dave.account(), row.peer());
  }

  /// It is asked for seldom, until the node names somebody who fits.
  @Test
  void aListWithoutTheOtherOneIsNotAskedForAtOnceAgain() {
    World fresh = new World();
    Person carol = fresh.person("carol");
    Person dave = fresh.person("dave");
    MemoryStore copy = carol.store.copy();
    ConversationId talk = talksToNobody(fresh, carol, dave);
    List<Call> asked = new ArrayList<>();
    carol.answers =
        (call, answer) -> {
          if (call instanceof Call.FetchMembers) {
            asked.add(call);
            return new Answer.Members(0, List.of());
          }
          return answer;
        };
    goesBackTo(copy, carol);
    carol.connect();
    fresh.pass(120_000);
    assertEquals(List.of(new Call.FetchMembers(talk)), asked);
    assertEquals(Standing.JOINING, carol.row(dave).standing());
    carol.answers = (_, answer) -> answer;
    carol.disconnect();
    carol.connect();
    fresh.pass(5_000);
    assertEquals(Standing.OPEN, carol.row(dave).standing());
  }

  /// The other one's only device is taken out.
  private static ConversationId talksToNobody(World fresh, Person carol, Person dave) {
    carol.say(dave, "1");
    fresh.settle();
    ConversationId talk = carol.row(dave).id();
    dave.disconnect();
    fresh.node.revoked(dave, talk);
    fresh.pass(60_000);
    assertFalse(carol.device.devices().isIn(talk, dave.device.device()));
    return talk;
  }

  @Test
  void welcomeForALostKeyPackageLeadsToARejoin() {
    World fresh = new World();
    Person carol = fresh.person("carol");
    Person dave = fresh.person("dave");
    dave.disconnect();
    dave.store.scan("keypackage/").keySet().forEach(key -> dave.store.apply(deleted(key)));
    carol.say(dave, "1");
    fresh.settle();
    dave.restart();
    fresh.pass(10_000);
    dave.say(carol, "2");
    carol.say(dave, "3");
    fresh.pass(10_000);
    assertEquals(List.of("?KEYS_MISSING"), dave.texts(carol).subList(0, 1));
    assertTrue(dave.texts(carol).containsAll(List.of("2", "3")));
    assertTrue(carol.texts(dave).containsAll(List.of("1", "2", "3")));
  }

  @Test
  void welcomeThatTheNodeDoesNotHaveLeadsToARejoin() {
    Person carol = world.person("carol");
    carol.answers =
        (call, answer) ->
            call instanceof Call.FetchWelcome ? new Answer.Refused(ErrorCode.NOT_FOUND, 0) : answer;
    bob.say(carol, "1");
    world.pass(5_000);
    bob.say(carol, "2");
    world.pass(5_000);
    assertEquals("2", carol.texts(bob).getLast());
  }

  @Test
  void joinSurvivesANodeThatCannotBeReached() {
    Person carol = world.person("carol");
    carol.answers = (call, answer) -> new Answer.Unreachable();
    bob.say(carol, "1");
    bob.say(carol, "2");
    world.pass(20_000);
    assertEquals(Standing.JOINING, carol.row(bob).standing());
    assertEquals(bob.row(carol).head(), bob.row(carol).deliveredThrough());
    carol.answers = (call, answer) -> answer;
    carol.restart();
    world.pass(60_000);
    assertEquals(List.of("1", "2"), carol.texts(bob));
  }

  @Test
  void missingKeyPackageIsWaitedFor() {
    Person carol = world.person("carol");
    TestNode.Account account = world.node.session(carol.account());
    List<KeyPackageUpload> kept = new ArrayList<>(account.oneTime);
    account.oneTime.clear();
    account.lastResort = Optional.empty();
    alice.say(carol, "1");
    world.pass(10_000);
    assertEquals(1, alice.device.waiting());
    account.oneTime.addAll(kept);
    world.pass(60_000);
    assertEquals(List.of("1"), carol.texts(alice));
  }

  @Test
  void messageWaitsWhileTheDeviceHasToSignInAgain() {
    Person carol = world.person("carol");
    alice.answers = (call, answer) -> new Answer.Refused(ErrorCode.UNAUTHORIZED, 0);
    alice.say(carol, "1");
    world.pass(60_000);
    assertEquals(1, alice.device.waiting());
    assertEquals(List.of(), alice.events(Event.MessageFailed.class));
    alice.answers = (call, answer) -> answer;
    alice.disconnect();
    alice.connect();
    world.settle();
    assertEquals(List.of("1"), carol.texts(alice));
  }

  @Test
  void messageToAnAccountThatIsGoneFailsVisibly() {
    Person carol = world.person("carol");
    alice.answers =
        (call, answer) ->
            call instanceof Call.FindAccount
                ? new Answer.Refused(ErrorCode.ACCOUNT_UNKNOWN, 0)
                : answer;
    alice.say(carol, "1");
    world.settle();
    assertEquals(
        ErrorCode.ACCOUNT_UNKNOWN, alice.events(Event.MessageFailed.class).getFirst().code());
    assertFalse(carol.events.stream().anyMatch(Event.MessageArrived.class::isInstance));
    assertEquals(0, alice.device.waiting());
  }

  /// The device of `who` loses its keys and joins anew, by a commit.
  private void loseKeys(Person who, Person other) {
    who.disconnect();
    who.store.scan("mls/").keySet().forEach(key -> who.store.apply(deleted(key)));
    who.restart();
    who.say(other, "rejoins");
    world.pass(5_000);
  }

  private static List<AccountId> makers(TestLog log) {
    return log.entries.stream()
        .filter(entry -> entry.kind() == EntryKind.COMMIT)
        .map(Entry::account)
        .toList();
  }

  private static List<Change> deleted(String key) {
    return List.of(new Change.Delete(key));
  }

  private static Frame damaged(Frame frame) {
    if (!(frame instanceof Entry entry) || entry.kind() != EntryKind.APPLICATION) {
      return frame;
    }
    byte[] payload = entry.payload().toArray();
    payload[payload.length - 1] ^= 1;
    return Altered.with(entry, entry.changes(), Bytes.owned(payload));
  }
}
