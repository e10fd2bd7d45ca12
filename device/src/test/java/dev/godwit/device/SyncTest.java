package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.conversation.Gaps;
import dev.godwit.device.group.KeyPackageShelf;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Step;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Entry;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.UnknownFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two people in the middle of a conversation, and a way between node and device that misbehaves.
final class SyncTest {
  private static final long TEN_YEARS_MILLIS = 10L * 365 * 24 * 3_600 * 1_000;

  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  @BeforeEach
  void greet() {
    alice.say(bob, "1");
    world.settle();
  }

  @Test
  void frameThatComesTwiceIsTakenOnce() {
    bob.inbound = frames -> List.of(frames.getFirst(), frames.getFirst());
    alice.say(bob, "2");
    alice.say(bob, "3");
    world.settle();
    assertEquals(List.of("1", "2", "3"), bob.texts(alice));
    assertEquals(3, bob.events(Event.MessageArrived.class).size());
    assertEquals(0, bob.events(Event.Undecryptable.class).size());
  }

  @Test
  void entryThatWasLeftOutIsFetchedAndOrderKept() {
    bob.inbound = once(Entry.class);
    List<Frame> sent = framesOf(bob);
    alice.say(bob, "2");
    world.settle();
    assertEquals(List.of("1"), bob.texts(alice));
    alice.say(bob, "3");
    world.settle();
    assertEquals(List.of("1", "2", "3"), bob.texts(alice));
    assertEquals(1, sent.stream().filter(Fetch.class::isInstance).count());
  }

  @Test
  void entriesThatComeInTheWrongOrderAreShownInTheRightOne() {
    List<Frame> held = new ArrayList<>();
    bob.inbound = frames -> hold(held, frames);
    for (String text : List.of("2", "3", "4", "5")) {
      alice.say(bob, text);
      world.settle();
    }
    bob.inbound = frames -> frames;
    held.reversed().forEach(bob::receive);
    world.settle();
    assertEquals(List.of("1", "2", "3", "4", "5"), bob.texts(alice));
    assertEquals(5, bob.events(Event.MessageArrived.class).size());
  }

  @Test
  void moreThanTheGapHoldsIsDroppedAndFetchedAgain() {
    bob.inbound = once(Entry.class);
    int last = Gaps.ARRIVALS_MAX + 20;
    for (int i = 2; i <= last; i++) {
      alice.say(bob, "" + i);
    }
    world.settle();
    assertEquals(
        IntStream.rangeClosed(1, last).mapToObj(String::valueOf).toList(), bob.texts(alice));
  }

  @Test
  void acknowledgementFollowsTheStoreAndIsOneForManyEntries() {
    bob.disconnect();
    for (int i = 2; i <= 20; i++) {
      alice.say(bob, "" + i);
    }
    world.settle();
    List<Step> steps = new ArrayList<>();
    bob.watcher = steps::add;
    world.node.connect(bob.account());
    bob.device.onConnected(world.node.time);
    bob.device.take().frames().forEach(frame -> world.node.onFrame(bob.account(), frame));
    world.node.poll(bob.account()).ifPresent(frame -> bob.device.onFrame(frame, world.node.time));
    for (int i = 0; i < 19; i++) {
      bob.device.onFrame(world.node.poll(bob.account()).orElseThrow(), world.node.time);
    }
    Step step = bob.device.take();
    List<Ack> acks =
        step.frames().stream().filter(Ack.class::isInstance).map(Ack.class::cast).toList();
    assertEquals(
        List.of(new Ack(bob.with(alice), bob.device.conversations().getFirst().head())), acks);
    assertTrue(step.changes().size() >= 19);
  }

  @Test
  void acknowledgementThatWasLostIsSaidAgain() {
    bob.disconnect();
    alice.say(bob, "2");
    world.settle();
    bob.crashAtStep = bob.steps + 2;
    bob.crash = Person.Crash.AFTER_DURABLE;
    bob.connect();
    world.settle();
    assertEquals(alice.row(bob).head(), alice.row(bob).deliveredThrough());
  }

  @Test
  void readThatWasSaidOfflineIsToldLater() {
    bob.disconnect();
    bob.read(alice);
    world.settle();
    assertEquals(0, alice.row(bob).seenThrough());
    bob.connect();
    world.settle();
    assertEquals(alice.row(bob).head(), alice.row(bob).seenThrough());
  }

  @Test
  void quietReconnectSaysNothingAgainOnceTheNodeWasHeard() {
    world.pass(20_000);
    bob.disconnect();
    List<Frame> sent = framesOf(bob);
    bob.connect();
    world.settle();
    assertEquals(1, sent.size());
  }

  @Test
  void whatWasToBeSentInASessionThatEndedIsNotSentBeforeTheNextOneIsGreeted() {
    long now = world.node.time;
    alice.device.send(alice.with(bob), new Content.Text("2"), now);
    alice.device.onDisconnected(now);
    alice.device.onConnected(now);
    Step step = alice.device.take();
    assertEquals(List.of(Hello.class), step.frames().stream().map(Object::getClass).toList());
    alice.store.apply(step.changes());
    alice.connect();
    world.settle();
    assertEquals(List.of("1", "2"), bob.texts(alice));
  }

  @Test
  void answerThatWasLostIsAskedForWithTheSameId() {
    alice.inbound = once(Sent.class);
    List<Frame> sent = framesOf(alice);
    alice.say(bob, "2");
    world.settle();
    assertEquals(1, alice.device.waiting());
    world.pass(15_000);
    assertEquals(0, alice.device.waiting());
    assertEquals(List.of("1", "2"), bob.texts(alice));
    List<Send> sends = sent.stream().filter(Send.class::isInstance).map(Send.class::cast).toList();
    assertEquals(2, sends.size());
    assertEquals(1, sends.stream().map(Send::id).distinct().count());
    assertEquals(2, sends.stream().map(Send::payload).distinct().count());
  }

  @Test
  void ownMessageThatIsFoundInTheLogIsSentAndNotSentAgain() {
    int sends = world.node.sends;
    alice.inbound = once(Sent.class);
    alice.say(bob, "2");
    world.settle();
    alice.disconnect();
    alice.connect();
    world.settle();
    assertEquals(0, alice.device.waiting());
    assertEquals(sends + 1, world.node.sends);
    assertEquals(List.of("1", "2"), alice.texts(bob));
  }

  @Test
  void ticksOfAMessageThatIsFoundInTheLogAreAskedFor() {
    bob.read(alice);
    world.settle();
    alice.say(bob, "2");
    alice.disconnect();
    world.settle();
    alice.connect();
    world.settle();
    assertEquals(0, alice.device.waiting());
    assertEquals(alice.row(bob).head(), alice.row(bob).deliveredThrough());
  }

  @Test
  void ticksThatComeBeforeTheAnswerAreToldWithIt() {
    List<Frame> held = new ArrayList<>();
    alice.inbound =
        frames -> {
          boolean isSent = frames.getFirst() instanceof Sent;
          held.addAll(isSent ? frames : List.of());
          return isSent ? List.of() : frames;
        };
    alice.say(bob, "2");
    world.settle();
    int before = alice.events(Event.Delivered.class).size();
    held.forEach(alice::receive);
    List<Event.Delivered> delivered = alice.events(Event.Delivered.class);
    assertEquals(before + 1, delivered.size());
    assertEquals(new Event.Delivered(alice.with(bob), 2, 3), delivered.getLast());
  }

  @Test
  void staleEpochIsEncryptedAgainWithTheSameId() {
    world.node.refuseSends.add(ErrorCode.STALE_EPOCH);
    List<Frame> sent = framesOf(alice);
    alice.say(bob, "2");
    world.pass(5_000);
    assertEquals(List.of("1", "2"), bob.texts(alice));
    assertEquals(
        1,
        sent.stream()
            .filter(Send.class::isInstance)
            .map(frame -> ((Send) frame).id())
            .distinct()
            .count());
  }

  @Test
  void expiredEntriesAreAVisibleHoleAndTheConversationGoesOn() {
    bob.disconnect();
    alice.say(bob, "2");
    alice.say(bob, "3");
    world.settle();
    world.node.log(bob.with(alice)).expiredThrough = 3;
    bob.connect();
    world.pass(5_000);
    alice.say(bob, "5");
    world.pass(5_000);
    bob.say(alice, "6");
    world.pass(5_000);
    assertEquals(List.of("1", "?EXPIRED"), bob.texts(alice).subList(0, 2));
    assertEquals("6", alice.texts(bob).getLast());
    assertEquals("6", bob.texts(alice).getLast());
    assertTrue(bob.texts(alice).contains("5"));
  }

  @Test
  void clockThatIsTenYearsOffDoesNoHarm() {
    alice.clockErrorMillis = TEN_YEARS_MILLIS;
    bob.clockErrorMillis = -TEN_YEARS_MILLIS;
    Person carol = world.person("carol");
    alice.restart();
    bob.restart();
    alice.say(carol, "to a new one");
    bob.say(alice, "2");
    carol.say(bob, "hello");
    world.pass(30_000);
    assertEquals(List.of("to a new one"), carol.texts(alice));
    assertEquals(List.of("1", "2"), alice.texts(bob));
    assertEquals(List.of("hello"), bob.texts(carol));
    long time = alice.history(bob).getLast().timeMillis();
    assertTrue(Math.abs(time - world.node.time) < 60_000);
  }

  @Test
  void clockThatJumpsBackStopsNothing() {
    alice.clockErrorMillis = -TEN_YEARS_MILLIS;
    world.node.refuseSends.add(ErrorCode.STORE_FULL);
    alice.say(bob, "2");
    world.pass(5_000);
    assertEquals(List.of("1", "2"), bob.texts(alice));
  }

  @Test
  void deviceThatWasSuspendedForMonthsOffersKeyPackagesAgain() {
    world.node.session(bob.account()).oneTime.clear();
    world.node.time += Duration.ofDays(100).toMillis();
    world.pass(20_000);
    bob.connect();
    world.pass(10_000);
    assertEquals(KeyPackageShelf.ONE_TIME, world.node.session(bob.account()).oneTime.size());
  }

  @Test
  void accountRegisteredWithAClockAheadCanBeReached() {
    assertReachable("ahead", TEN_YEARS_MILLIS);
  }

  @Test
  void accountRegisteredWithAClockBehindCanBeReachedOnceItWasOnline() {
    assertReachable("behind", -TEN_YEARS_MILLIS);
  }

  private void assertReachable(String handle, long errorMillis) {
    Crypto crypto = new JvmCrypto(new Random(errorMillis));
    Registration registration =
        Device.register(crypto, "test", TestNode.START_MILLIS + errorMillis);
    Person late = world.add(new Person(world.node, handle, registration, crypto));
    world.pass(1_000);
    alice.say(late, "hello");
    world.pass(60_000);
    assertEquals(List.of("hello"), late.texts(alice));
  }

  @Test
  void nodeOfAnotherVersionIsGivenUpAndTold() {
    List<Step> steps = new ArrayList<>();
    alice.disconnect();
    alice.watcher = steps::add;
    alice.inbound = frames -> frames.stream().map(SyncTest::newer).toList();
    alice.connect();
    alice.work();
    assertTrue(steps.stream().anyMatch(Step::reconnect));
    assertEquals(
        List.of(new Event.ErrorHappened(ErrorCode.UNSUPPORTED_VERSION)),
        alice.events(Event.ErrorHappened.class));
    alice.inbound = frames -> frames;
  }

  @Test
  void silentNodeIsGivenUp() {
    alice.inbound = frames -> List.of();
    List<Step> steps = new ArrayList<>();
    alice.watcher = steps::add;
    world.pass(20_000);
    assertTrue(steps.stream().anyMatch(Step::reconnect));
  }

  @Test
  void nodeThatLostEntriesIsFollowed() {
    alice.say(bob, "2");
    alice.say(bob, "3");
    world.settle();
    alice.disconnect();
    bob.disconnect();
    TestLog log = world.node.log(alice.with(bob));
    log.loseAfter(3);
    alice.connect();
    bob.connect();
    world.pass(5_000);
    alice.say(bob, "4");
    world.pass(5_000);
    bob.say(alice, "5");
    world.pass(5_000);
    assertEquals(List.of("1", "2", "3", "4", "5"), bob.texts(alice));
    assertEquals(List.of("1", "2", "3", "4", "5"), alice.texts(bob));
    assertEquals(
        List.of(new Event.LogShortened(alice.with(bob), 3)),
        alice.events(Event.LogShortened.class));
    assertEquals(1, bob.events(Event.LogShortened.class).size());
    assertEquals(Standing.OPEN, alice.row(bob).standing());
    assertEquals(Standing.OPEN, bob.row(alice).standing());
  }

  @Test
  void nodeThatLostAChangeOfTheGroupIsFollowed() {
    bob.store
        .scan("mls/")
        .keySet()
        .forEach(key -> bob.store.apply(List.of(new Change.Delete(key))));
    bob.restart();
    alice.say(bob, "2");
    world.pass(5_000);
    assertEquals(1, bob.events(Event.Repaired.class).size());
    TestLog log = world.node.log(alice.with(bob));
    log.loseAfter(3);
    alice.restart();
    bob.restart();
    alice.say(bob, "3");
    bob.say(alice, "4");
    world.pass(30_000);
    alice.say(bob, "5");
    world.pass(30_000);
    assertTrue(bob.texts(alice).containsAll(List.of("4", "5")));
    assertTrue(alice.texts(bob).containsAll(List.of("2", "3", "5")));
    assertEquals(alice.texts(bob).size(), bob.texts(alice).size());
    assertEquals(Standing.OPEN, alice.row(bob).standing());
    assertEquals(Standing.OPEN, bob.row(alice).standing());
  }

  @Test
  void gapInTheAccountsLogOpensANewSession() {
    Person carol = world.person("carol");
    bob.inbound = once(AccountEntry.class);
    carol.say(bob, "hello");
    world.pass(2_000);
    assertEquals(List.of("hello"), bob.texts(carol));
  }

  @Test
  void unknownFramesAndFramesOfDevicesAreIgnored() {
    bob.receive(new UnknownFrame(99, Bytes.of((byte) 1)));
    bob.receive(new Ack(bob.with(alice), 99));
    alice.say(bob, "2");
    world.settle();
    assertEquals(List.of("1", "2"), bob.texts(alice));
    assertFalse(bob.events.stream().anyMatch(Event.ErrorHappened.class::isInstance));
  }

  // --- Ways that misbehave ---

  /// Leaves out the first frame of a kind.
  private static UnaryOperator<List<Frame>> once(Class<? extends Frame> kind) {
    boolean[] done = new boolean[1];
    return frames -> {
      if (!done[0] && kind.isInstance(frames.getFirst())) {
        done[0] = true;
        return List.of();
      }
      return frames;
    };
  }

  private static Frame newer(Frame frame) {
    return frame instanceof Opened opened
        ? new Opened(2, opened.time(), opened.heartbeatMillis(), opened.window())
        : frame;
  }

  private static List<Frame> hold(List<Frame> held, List<Frame> frames) {
    if (frames.getFirst() instanceof Entry) {
      held.addAll(frames);
      return List.of();
    }
    return frames;
  }

  private static List<Frame> framesOf(Person person) {
    List<Frame> frames = new ArrayList<>();
    person.watcher = step -> frames.addAll(step.frames());
    return frames;
  }
}
