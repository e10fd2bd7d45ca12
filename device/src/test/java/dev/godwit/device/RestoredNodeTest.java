package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.group.KeyPackageShelf;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Sent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The node goes back to a backup, and its logs grow past where the devices stand.
final class RestoredNodeTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");
  private ConversationId talk = ConversationId.NONE;

  @BeforeEach
  void greet() {
    alice.say(bob, "1");
    world.settle();
    talk = alice.with(bob);
  }

  private void restoreAt(long end) {
    alice.disconnect();
    bob.disconnect();
    world.node.restore(Map.of(talk, end));
    alice.connect();
    world.pass(2_000);
  }

  @Test
  void whatIsSaidInThePlaceOfWhatWasLostIsSeen() {
    bob.say(alice, "2");
    bob.say(alice, "3");
    world.settle();
    long end = world.node.log(talk).head() - 2;
    restoreAt(end);
    List.of("4", "5", "6").forEach(text -> alice.say(bob, text));
    world.pass(2_000);
    bob.connect();
    world.pass(5_000);
    assertEquals(
        4, bob.texts(alice).stream().filter(List.of("1", "4", "5", "6")::contains).count());
    assertEquals(List.of(new Event.LogShortened(talk, end)), bob.events(Event.LogShortened.class));
    assertEquals(0, bob.events(Event.Undecryptable.class).size());
    assertEquals(0, bob.events(Event.Repaired.class).size(), "the keys are still the group's");
  }

  @Test
  void whoFollowedACommitThatWasLostJoinsAnewAndReads() {
    long end = world.node.log(talk).head();
    bob.store
        .scan("mls/")
        .keySet()
        .forEach(key -> bob.store.apply(List.of(new Change.Delete(key))));
    bob.restart();
    alice.say(bob, "2");
    world.pass(5_000);
    assertTrue(world.node.log(talk).epoch > 1);
    restoreAt(end);
    alice.say(bob, "3");
    world.pass(5_000);
    bob.connect();
    world.pass(30_000);
    bob.say(alice, "4");
    alice.say(bob, "5");
    world.pass(30_000);
    assertTrue(alice.texts(bob).containsAll(List.of("3", "4", "5")));
    assertTrue(bob.texts(alice).containsAll(List.of("4", "5")));
    assertEquals(Standing.OPEN, alice.row(bob).standing());
    assertEquals(Standing.OPEN, bob.row(alice).standing());
    assertEquals(List.of(), alice.events(Event.CommitRefused.class));
    List<Long> epochs = world.node.log(talk).entries.stream().skip(end).map(Entry::epoch).toList();
    assertTrue(epochs.stream().allMatch(epoch -> epoch >= 1), epochs.toString());
  }

  @Test
  void whoWasWelcomedBeforeTheEndJoinsByThatWelcome() {
    assertCarolReadsWhatIsLeft(Call.FetchWelcome.class);
  }

  @Test
  void whoHasKeysOfBeforeTheEndOpensTheConversationWithThem() {
    assertCarolReadsWhatIsLeft(Call.FindAccount.class);
  }

  /// She is on her way into a conversation, without an answer that she needs, when the node is
  /// restored: all up to the end was said while she was in.
  private void assertCarolReadsWhatIsLeft(Class<? extends Call> unanswered) {
    Person carol = world.person("carol");
    carol.answers =
        (call, answer) -> unanswered.isInstance(call) ? new Answer.Unreachable() : answer;
    alice.say(carol, "2");
    world.settle();
    alice.say(carol, "3");
    world.settle();
    assertEquals(Standing.JOINING, carol.row(alice).standing());
    alice.disconnect();
    carol.disconnect();
    ConversationId both = alice.with(carol);
    world.node.restore(Map.of(both, world.node.log(both).head() - 1));
    carol.answers = (call, answer) -> answer;
    alice.connect();
    carol.connect();
    world.pass(30_000);
    assertEquals(List.of("2"), carol.texts(alice));
    assertEquals(List.of(), carol.events(Event.Undecryptable.class));
  }

  private void loseTheConversation() {
    loseTheConversation(alice, bob);
  }

  private void loseTheConversation(Person one, Person other) {
    one.disconnect();
    other.disconnect();
    world.node.logs.remove(one.with(other));
    world.node.restore(Map.of());
    world.node.session(one.account()).log.clear();
    world.node.session(other.account()).log.clear();
    one.connect();
    other.connect();
    world.pass(2_000);
  }

  /// She hears late that the conversation was made anew, at the place of the entry that made it
  /// before, and has got more by then.
  @Test
  void whatStoodInALostConversationDoesNotCountAnyMore() {
    loseTheConversation();
    alice.inbound = frames -> frames.stream().filter(frame -> !(frame instanceof Sent)).toList();
    alice.say(bob, "2");
    world.pass(5_000);
    bob.say(alice, "3");
    bob.say(alice, "4");
    world.pass(2_000);
    alice.inbound = frames -> frames;
    alice.restart();
    world.pass(10_000);
    assertEquals(Set.of("1", "2", "3", "4"), Set.copyOf(alice.texts(bob)));
    assertEquals(List.of(), alice.events(Event.Undecryptable.class));
  }

  @Test
  void aDirectConversationThatIsNotThereAnyMoreBeginsAnew() {
    loseTheConversation();
    assertEquals(Standing.NEW, alice.row(bob).standing());
    alice.say(bob, "2");
    world.pass(10_000);
    bob.say(alice, "3");
    world.pass(10_000);
    assertTrue(bob.texts(alice).containsAll(List.of("2", "3")));
    assertTrue(alice.texts(bob).containsAll(List.of("2", "3")));
  }

  /// Carol has heard that Alice made it first, and not yet that she is in it.
  @Test
  void aDirectConversationThatWasLostBeforeOneCameInBeginsAnew() {
    Person carol = world.person("carol");
    carol.disconnect();
    carol.say(alice, "2");
    alice.say(carol, "1");
    world.settle();
    carol.inbound = frames -> frames.stream().filter(frame -> !isOfALog(frame)).toList();
    carol.connect();
    world.pass(2_000);
    assertEquals(Standing.JOINING, carol.row(alice).standing());
    carol.inbound = frames -> frames;
    loseTheConversation(alice, carol);
    world.pass(30_000);
    assertTrue(alice.texts(carol).contains("2"), alice.texts(carol)::toString);
    assertEquals(0, carol.device.waiting());
  }

  /// The backup was made between the conversation's first entries and the account's that say so.
  @Test
  void whatOneSaidInAConversationThatIsNotLostAfterAllIsNoSignOfAnOldCopy() {
    List<AccountEntry> log = world.node.session(alice.account()).log;
    List<AccountEntry> late = List.copyOf(log);
    TestLog kept = world.node.log(talk);
    alice.disconnect();
    world.node.restore(Map.of());
    world.node.logs.remove(talk);
    log.clear();
    alice.connect();
    world.pass(1_000);
    assertEquals(Standing.NEW, alice.row(bob).standing());
    alice.disconnect();
    world.node.logs.put(talk, kept);
    log.addAll(late);
    alice.connect();
    world.pass(60_000);
    assertEquals(Standing.OPEN, alice.row(bob).standing());
    assertEquals(List.of(), alice.events(Event.OldCopyDetected.class));
    assertEquals(List.of("1"), alice.texts(bob));
  }

  private static boolean isOfALog(Frame frame) {
    return frame instanceof Entry || frame instanceof AccountEntry;
  }

  @Test
  void keyPackagesThatTheNodeHasLostAreMadeAnew() {
    alice.disconnect();
    world.node.session(alice.account()).oneTime.clear();
    world.node.restore(Map.of());
    alice.connect();
    world.pass(1_000);
    assertEquals(KeyPackageShelf.ONE_TIME, world.node.session(alice.account()).oneTime.size());
  }

  /// He was let in again after the backup, and has something to say.
  @Test
  void aGroupThatWasLeftBeforeTheEndStaysLeft() {
    ConversationId team = alice.create("Team", bob);
    world.settle();
    bob.want(team, new Intention.Leave());
    world.pass(10_000);
    long end = world.node.log(team).head();
    List<AccountEntry> told = world.node.session(bob.account()).log;
    int toldThen = told.size();
    alice.want(team, new Intention.Add(List.of(bob.account())));
    world.settle();
    assertEquals(Standing.OPEN, bob.store.conversation(team).standing());
    alice.disconnect();
    bob.disconnect();
    world.node.restore(Map.of(team, end));
    world.node.log(team).joinedAt.remove(bob.account());
    told.subList(toldThen, told.size()).clear();
    bob.send(team, new Content.Text("too late"));
    bob.connect();
    world.pass(10_000);
    assertEquals(Standing.LEFT, bob.store.conversation(team).standing());
    assertEquals(0, bob.device.waiting());
    assertEquals(List.of(new Event.LogShortened(team, end)), bob.events(Event.LogShortened.class));
  }

  /// He was taken out before he read his welcome, and after the backup; his account's log has told
  /// him, the group's not yet.
  @Test
  void whoIsInAgainIsTold() {
    ConversationId team = alice.create("Team");
    world.settle();
    bob.answers =
        (call, answer) -> call instanceof Call.FetchWelcome ? new Answer.Unreachable() : answer;
    alice.want(team, new Intention.Add(List.of(bob.account())));
    world.settle();
    long end = world.node.log(team).head();
    List<AccountEntry> told = world.node.session(bob.account()).log;
    int toldThen = told.size();
    bob.inbound = frames -> frames.stream().filter(frame -> !(frame instanceof Entry)).toList();
    alice.want(team, new Intention.Remove(List.of(bob.account())));
    world.settle();
    assertEquals(Standing.LEFT, bob.store.conversation(team).standing());
    alice.disconnect();
    bob.disconnect();
    world.node.restore(Map.of(team, end));
    world.node.log(team).joinedAt.put(bob.account(), end);
    told.subList(toldThen, told.size()).clear();
    bob.answers = (_, answer) -> answer;
    bob.inbound = frames -> frames;
    bob.connect();
    alice.connect();
    world.pass(60_000);
    assertEquals(List.of(new Event.LogShortened(team, end)), bob.events(Event.LogShortened.class));
    assertEquals(Standing.OPEN, bob.store.conversation(team).standing());
  }
}
