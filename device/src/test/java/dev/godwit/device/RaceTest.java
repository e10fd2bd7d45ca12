package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Sent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Two people who write to each other for the first time at the same moment.
final class RaceTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  @Test
  void bothFirstMessagesArriveOnceWhoeverIsFirst() {
    alice.say(bob, "from alice");
    bob.say(alice, "from bob");
    world.settle();
    assertEquals(alice.texts(bob), bob.texts(alice));
    List<String> sorted = new ArrayList<>(alice.texts(bob));
    sorted.sort(null);
    assertEquals(List.of("from alice", "from bob"), sorted);
    assertEquals(Standing.OPEN, alice.row(bob).standing());
    assertEquals(Standing.OPEN, bob.row(alice).standing());
    assertEquals(List.of(), alice.events(Event.Undecryptable.class));
    assertEquals(List.of(), bob.events(Event.Undecryptable.class));
  }

  @Test
  void loserWhoIsCutOffBeforeTheRefusalJoinsWhenItIsBack() {
    bob.say(alice, "from bob");
    alice.say(bob, "from alice");
    bob.work();
    bob.work();
    bob.disconnect();
    world.settle();
    bob.connect();
    world.settle();
    assertEquals(alice.texts(bob), bob.texts(alice));
    assertEquals(2, alice.texts(bob).size());
  }

  /// It has a leaf already: joining anew in its place would lose what was said since.
  @Test
  void loserWhoseWelcomeIsLateWaitsForItAndReadsEverything() {
    bobLosesAndHasNoWelcome();
    bob.connect();
    world.pass(12_000);
    assertEquals(Standing.REPAIRING, bob.row(alice).standing());
    assertEquals(1, world.node.commits);
    bob.inbound = frames -> frames;
    bob.disconnect();
    bob.connect();
    world.pass(5_000);
    assertEquals(List.of("from alice", "from bob"), bob.texts(alice));
    assertEquals(List.of("from alice", "from bob"), alice.texts(bob));
  }

  /// What comes no more in a session that is half dead comes in the next one.
  @Test
  void loserWhoseWelcomeDoesNotComeLooksForItInANewSession() {
    bobLosesAndHasNoWelcome();
    bob.watcher =
        step -> {
          if (step.reconnect()) {
            bob.inbound = frames -> frames;
          }
        };
    bob.connect();
    world.pass(60_000);
    assertEquals(List.of("from alice", "from bob"), bob.texts(alice));
    assertEquals(1, world.node.commits);
  }

  /// The node keeps the welcome back for ever.
  @Test
  void loserWhoIsNeverWelcomedComesInByItself() {
    bobLosesAndHasNoWelcome();
    bob.connect();
    world.pass(60_000);
    assertEquals(List.of("?KEYS_MISSING", "from bob"), bob.texts(alice));
    assertEquals(List.of("from alice", "from bob"), alice.texts(bob));
  }

  /// His own commit is in the log already. It holds from there on, and what was said before it is
  /// read with the keys of the welcome.
  @Test
  void welcomeThatComesBehindTheOwnWayInIsFollowedFirst() {
    bobLosesAndHasNoWelcome();
    List<Frame> late = new ArrayList<>();
    bob.inbound =
        frames -> {
          if (frames.stream().anyMatch(RaceTest::isWelcome)) {
            late.addAll(frames);
            return List.of();
          }
          if (late.isEmpty() || !frames.stream().allMatch(Sent.class::isInstance)) {
            return frames;
          }
          List<Frame> all = Stream.concat(Stream.of(late.getLast()), frames.stream()).toList();
          late.clear();
          return all;
        };
    bob.connect();
    world.pass(5_000);
    alice.say(bob, "under way");
    world.pass(60_000);
    assertEquals(List.of("from alice", "under way", "from bob"), bob.texts(alice));
    assertEquals(bob.texts(alice), alice.texts(bob));
  }

  /// He is not connected, and when he is, no welcome comes to him.
  private void bobLosesAndHasNoWelcome() {
    bob.disconnect();
    bob.say(alice, "from bob");
    alice.say(bob, "from alice");
    world.settle();
    bob.inbound = frames -> frames.stream().filter(frame -> !isWelcome(frame)).toList();
  }

  private static boolean isWelcome(Frame frame) {
    return frame instanceof AccountEntry entry && entry.kind() == AccountEntryKind.WELCOMED;
  }

  @Test
  void everyInterleavingOfTheTwoEndsWithTheSameConversation() {
    for (int schedule = 0; schedule < 64; schedule++) {
      assertSameConversation(schedule);
    }
  }

  /// Bit by bit the schedule says whose turn it is, until it is used up.
  private static void assertSameConversation(int schedule) {
    World world = new World();
    Person alice = world.person("alice");
    Person bob = world.person("bob");
    alice.say(bob, "from alice");
    bob.say(alice, "from bob");
    for (int bits = schedule | 64; bits > 1; bits >>= 1) {
      Person next = (bits & 1) == 0 ? alice : bob;
      next.work();
    }
    world.settle();
    assertEquals(alice.texts(bob), bob.texts(alice), "schedule " + schedule);
    assertEquals(2, alice.texts(bob).size(), "schedule " + schedule);
    assertEquals(0, alice.device.waiting() + bob.device.waiting(), "schedule " + schedule);
  }
}
