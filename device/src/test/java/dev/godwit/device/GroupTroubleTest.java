package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.group.KeyPackageShelf;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.Role;
import dev.godwit.wire.WhoMay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Members who are long away, who come never, and who do not go.
final class GroupTroubleTest {
  private static final int EPOCHS = 500;
  private static final long DAYS_29 = 29L * 24 * 3_600 * 1_000;

  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  private ConversationId team(Person... others) {
    ConversationId team = alice.create("Team", others);
    world.settle();
    return team;
  }

  /// Following a commit takes milliseconds and keeps all that was said readable: within retention
  /// a device never joins anew, however much there is.
  @Test
  void whoComesBackAfter29DaysAnd500EpochsReadsEverything() {
    ConversationId team = team(bob);
    bob.disconnect();
    for (int i = 0; i < EPOCHS; i++) {
      Role role = i % 2 == 0 ? Role.OWNER : Role.ADMIN;
      alice.want(team, new Intention.SetRole(bob.account(), role));
      if (i % 50 == 0) {
        alice.send(team, new Content.Text("at " + i));
      }
      world.node.time += DAYS_29 / EPOCHS;
      world.settle();
    }
    List<Call> calls = new ArrayList<>();
    bob.watcher = step -> step.calls().forEach(each -> calls.add(each.call()));
    bob.connect();
    world.settle();
    assertEquals(EPOCHS + 1, world.node.log(team).epoch);
    assertEquals(alice.said(team), bob.said(team));
    assertEquals(EPOCHS / 50, bob.said(team).size());
    assertEquals(List.of(), bob.events(Event.Repaired.class));
    assertFalse(calls.stream().anyMatch(call -> call instanceof Call.FetchGroupInfo));
  }

  /// The device of somebody never comes: its one-time key packages are used up by others, then its
  /// last resort serves again and again, and the groups go on without it.
  @Test
  void whoseDeviceIsAwayIsAddedByItsLastResortAndComesBackLater() {
    Person carol = world.person("carol");
    carol.disconnect();
    world.node.session(carol.account()).oneTime.clear();
    ConversationId first = team(bob, carol);
    ConversationId second = team(bob, carol);
    alice.send(first, new Content.Text("one"));
    bob.send(second, new Content.Text("two"));
    alice.want(second, new Intention.SetRole(bob.account(), Role.ADMIN));
    world.settle();
    assertEquals(List.of("one"), bob.said(first));
    assertEquals(
        List.of(List.of(), List.of()),
        alice.events(Event.IntentionDone.class).stream()
            .limit(2)
            .map(Event.IntentionDone::leftOut)
            .toList());
    carol.connect();
    world.pass(10_000);
    assertEquals(List.of("one"), carol.said(first));
    assertEquals(List.of("two"), carol.said(second));
    carol.send(second, new Content.Text("here"));
    world.settle();
    assertEquals(List.of("two", "here"), alice.said(second));
    assertTrue(world.node.session(carol.account()).oneTime.size() >= 10);
  }

  /// All joiners of a large group would ask in the same moment.
  @Test
  void whoIsAddedAsksWhatIsLeftOfItsKeyPackagesOnlyWhenThatIsLittle() {
    List<Call> calls = new ArrayList<>();
    bob.watcher = step -> step.calls().forEach(each -> calls.add(each.call()));
    for (int left = KeyPackageShelf.ONE_TIME; left >= KeyPackageShelf.REFILL_BELOW; left--) {
      assertEquals(left, world.node.session(bob.account()).oneTime.size());
      assertFalse(calls.contains(new Call.CountKeyPackages()));
      team(bob);
    }
    assertTrue(calls.contains(new Call.CountKeyPackages()));
    assertEquals(KeyPackageShelf.ONE_TIME, world.node.session(bob.account()).oneTime.size());
  }

  /// A removed member restores its device from a copy that does not know it.
  @Test
  void whoWasRemovedAndKeepsItsOldStateNeitherReadsNorWrites() {
    Person carol = world.person("carol");
    ConversationId team = team(bob, carol);
    MemoryStore before = bob.store.copy();
    bob.disconnect();
    alice.want(team, new Intention.Remove(List.of(bob.account())));
    world.settle();
    alice.send(team, new Content.Text("without bob"));
    world.settle();
    bob.store = before;
    bob.inbound = GroupTroubleTest::exceptChanges;
    bob.restart();
    world.node.log(team).after(0).forEach(bob::receive);
    bob.send(team, new Content.Text("still here"));
    world.pass(5_000);
    assertEquals(List.of("without bob"), alice.said(team));
    assertEquals(List.of("without bob"), carol.said(team));
    assertFalse(bob.said(team).contains("without bob"));
    assertEquals(0, carol.events(Event.Undecryptable.class).size());
  }

  /// The node hides from the device that it was removed.
  private static List<Frame> exceptChanges(List<Frame> frames) {
    return frames.stream().filter(frame -> !(frame instanceof AccountEntry)).toList();
  }

  @Test
  void adminWhoIsDemotedWhileItCommitsLearnsItAndChangesNothing() {
    Person carol = world.person("carol");
    ConversationId team = team(bob);
    alice.want(team, new Intention.SetRole(bob.account(), Role.ADMIN));
    world.settle();
    alice.want(team, new Intention.SetRole(bob.account(), Role.MEMBER));
    bob.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    assertEquals(ErrorCode.NOT_AN_ADMIN, bob.events(Event.IntentionFailed.class).getFirst().code());
    assertEquals(2, alice.group(team).members().size());
    assertEquals(List.of(), alice.events(Event.CommitRefused.class));
    bob.send(team, new Content.Text("a member still"));
    world.settle();
    assertEquals(List.of("a member still"), alice.said(team));
  }

  /// The node does not see names, so it takes the message; it stands behind the change.
  @Test
  void nameThatIsGivenJustAfterOnlyAdminsMayFails() {
    ConversationId team = team(bob);
    GroupSettings admins = new GroupSettings(WhoMay.UNKNOWN, WhoMay.UNKNOWN, WhoMay.ADMINS);
    alice.want(team, new Intention.SetSettings(admins));
    bob.send(team, new Content.Renamed("Bob's"));
    world.settle();
    assertEquals(alice.group(team).name(), bob.group(team).name());
    assertEquals(ErrorCode.NOT_AN_ADMIN, bob.events(Event.MessageFailed.class).getFirst().code());
    assertEquals(0, bob.device.waiting());
  }

  /// The line breaks while a commit is under way: the node may have it or not.
  @Test
  void commitWhoseAnswerIsLostIsMadeOnce() {
    Person carol = world.person("carol");
    ConversationId team = team(bob);
    alice.inbound = frames -> List.of();
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    alice.disconnect();
    alice.inbound = frames -> frames;
    alice.connect();
    world.pass(15_000);
    assertEquals(2, world.node.log(team).epoch);
    assertEquals(1, alice.events(Event.IntentionDone.class).stream().skip(1).count());
    alice.send(team, new Content.Text("all here"));
    world.settle();
    assertEquals(List.of("all here"), carol.said(team));
    assertEquals(List.of("all here"), bob.said(team));
  }
}
