package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.WhoMay;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/// What a device believes that has not been in a group for long, and for how long a node and a
/// member that lie can make use of it.
final class NewcomerTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");
  private final Person carol = world.person("carol");
  private final Person dave = world.person("dave");

  /// Alice's group with these, into which Carol has just come.
  private ConversationId team(Person... others) {
    ConversationId team = alice.create("Team", others);
    world.settle();
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    return team;
  }

  private void letsIn(Person rogue, ConversationId team, Person who) {
    MemberChange added =
        new MemberChange(
            who.account(), MemberChangeKind.ADDED, Role.MEMBER, List.of(who.device.device()));
    new Rogue(rogue, world).commit(team, List.of(added), GroupSettings.NONE);
    world.settle();
  }

  private static List<RefusalReason> refusals(Person person) {
    return person.events(Event.CommitRefused.class).stream()
        .map(Event.CommitRefused::reason)
        .toList();
  }

  private static Set<AccountId> members(Person seenBy, ConversationId team) {
    Set<AccountId> members = new TreeSet<>();
    seenBy.group(team).members().forEach(member -> members.add(member.account()));
    return members;
  }

  @Test
  void whoIsLetInByAMemberThatMayNotIsBelievedByNewcomersAloneAndNamed() {
    ConversationId team = team(bob);
    letsIn(bob, team, dave);
    assertEquals(List.of(RefusalReason.NOT_ALLOWED), refusals(alice));
    assertEquals(List.of(), refusals(carol));
    assertTrue(carol.lines(team).getLast().contains("added"), "" + carol.lines(team));
    assertEquals(bob.account(), carol.store.history(team).getLast().account());
  }

  @Test
  void whoHasBeenThereForSomeEntriesDoesNotBelieveIt() {
    ConversationId team = team(bob);
    for (int said = 0; said < ConversationState.NEWCOMER_ENTRIES; said++) {
      alice.send(team, new Content.Text("text " + said));
      world.settle();
    }
    letsIn(bob, team, dave);
    assertEquals(List.of(RefusalReason.NOT_ALLOWED), refusals(carol));
  }

  /// It may have ended before Carol came in, who is not told of that.
  @Test
  void aDeviceThatIsTakenOutIsBelievedToHaveEnded() {
    ConversationId team = team(bob, dave);
    alice.want(team, new Intention.SetRole(carol.account(), Role.ADMIN));
    world.settle();
    takesOutTheDevice(bob, team, dave);
    assertEquals(List.of(RefusalReason.NOT_ALLOWED), refusals(alice));
    assertEquals(List.of(), refusals(carol));
  }

  private void takesOutTheDevice(Person rogue, ConversationId team, Person who) {
    MemberChange ended =
        new MemberChange(
            who.account(),
            MemberChangeKind.DEVICES_REMOVED,
            Role.UNKNOWN,
            List.of(who.device.device()));
    new Rogue(rogue, world).commit(team, List.of(ended), GroupSettings.NONE);
    world.settle();
  }

  @Test
  void onlyTheFirstCommitMayTakeSomebodyOutAsIfItHadLeftBefore() {
    ConversationId team = team(bob, dave);
    alice.want(team, new Intention.SetRole(carol.account(), Role.ADMIN));
    world.settle();
    takesOut(bob, team, dave);
    assertEquals(List.of(RefusalReason.NOT_ALLOWED), refusals(carol));
  }

  @Test
  void noOwnerIsTakenOutAsIfItHadLeftBefore() {
    ConversationId team = team(bob);
    takesOut(bob, team, alice);
    assertEquals(List.of(RefusalReason.NOT_ALLOWED), refusals(carol));
  }

  private void takesOut(Person rogue, ConversationId team, Person who) {
    MemberChange removed =
        new MemberChange(who.account(), MemberChangeKind.REMOVED, Role.UNKNOWN, List.of());
    new Rogue(rogue, world).commit(team, List.of(removed), GroupSettings.NONE);
    world.settle();
  }

  @Test
  void aDepartureOfAnOldEpochThatTheNodeMakesUpIsRefused() {
    ConversationId team = team(bob);
    for (Role role : List.of(Role.ADMIN, Role.MEMBER, Role.ADMIN)) {
      alice.want(team, new Intention.SetRole(bob.account(), role));
      world.settle();
    }
    carol.receive(madeUp(team, EntryKind.DEPARTURE, bob, change(bob, MemberChangeKind.REMOVED)));
    assertEquals(List.of(RefusalReason.NOT_AUTHENTIC), refusals(carol));
    assertTrue(members(carol, team).contains(bob.account()));
  }

  @Test
  void whoHasLeftIsNotBroughtBackByACommitOfAnOldEpochThatTheNodeMakesUp() {
    ConversationId team = team(bob);
    world.node.refuseCommits.addAll(Collections.nCopies(4, ErrorCode.OVERLOADED));
    bob.want(team, new Intention.Leave());
    world.settle();
    carol.receive(madeUp(team, EntryKind.COMMIT, alice, change(bob, MemberChangeKind.ADDED)));
    assertEquals(Set.of(alice.account(), carol.account()), members(carol, team));
  }

  /// Nobody told Carol that Bob is a member: he had no device any more when she came in.
  @Test
  void aMemberWithoutADeviceIsHeardOfByItsRole() {
    ConversationId team = teamWithoutADeviceOf(bob);
    alice.want(team, new Intention.SetRole(bob.account(), Role.OWNER));
    world.settle();
    assertEquals(List.of(), refusals(carol));
    assertEquals(Set.of(alice.account(), bob.account(), carol.account()), members(carol, team));
    alice.send(team, new Content.Text("hello"));
    world.settle();
    assertEquals(List.of("hello"), carol.said(team));
  }

  @Test
  void aMemberWithoutADeviceOfWhomNobodyToldIsTakenOut() {
    ConversationId team = teamWithoutADeviceOf(bob);
    alice.want(team, new Intention.Remove(List.of(bob.account())));
    world.settle();
    assertEquals(List.of(), refusals(carol));
    assertEquals(Set.of(alice.account(), carol.account()), members(carol, team));
  }

  @Test
  void nobodyButAnOwnerGivesARoleToWhomNobodyKnows() {
    ConversationId team = team(bob);
    MemberChange owns =
        new MemberChange(dave.account(), MemberChangeKind.ROLE, Role.OWNER, List.of());
    new Rogue(bob, world).commit(team, List.of(owns), GroupSettings.NONE);
    world.settle();
    assertEquals(List.of(RefusalReason.NOT_ALLOWED), refusals(carol));
    assertFalse(members(carol, team).contains(dave.account()));
  }

  /// Alice's group, into which Carol came when the only device of this member was out.
  private ConversationId teamWithoutADeviceOf(Person who) {
    ConversationId team = alice.create("Team", who);
    world.settle();
    world.node.revoked(who, team);
    world.pass(60_000);
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    assertEquals(Set.of(alice.account(), carol.account()), members(carol, team));
    return team;
  }

  /// Dave may be a member without a device, of whom nobody knows that came in later.
  @Test
  void whoGoesDoesNotJudgeWhoOwnsTheGroupThen() {
    MemberChange owns =
        new MemberChange(dave.account(), MemberChangeKind.ROLE, Role.OWNER, List.of());
    ConversationId team = team(bob);
    MemberChange goes = change(alice, MemberChangeKind.REMOVED);
    Entry departure = madeUp(team, EntryKind.DEPARTURE, alice, goes, owns);
    alice.receive(departure);
    assertEquals(List.of(), refusals(alice));
  }

  /// Who lets her in has not read yet that Alice left.
  @Test
  void whoIsLetInWhileAnOwnerLeavesFollowsWhoTakesItOut() {
    ConversationId team = alice.create("Team", bob, dave);
    world.settle();
    alice.want(team, new Intention.SetRole(bob.account(), Role.OWNER));
    world.settle();
    alice.want(team, new Intention.Leave());
    bob.want(team, new Intention.Add(List.of(carol.account())));
    bob.work();
    world.pass(10_000);
    assertEquals(List.of(), refusals(carol));
    assertEquals(Set.of(bob.account(), carol.account(), dave.account()), members(carol, team));
    dave.send(team, new Content.Text("hello"));
    world.settle();
    assertEquals(List.of("hello"), carol.said(team));
  }

  /// What she missed is past what the node keeps when she comes.
  @Test
  void whoComesLateAsksWhoHasLeftMeanwhile() {
    comesWhenAnOwnerHasLeftLongAgo();
  }

  /// Before she is in she cannot know whether it is a group.
  @Test
  void whoComesLateFromOutsideAsksWhoHasLeftMeanwhile() {
    carol.answers =
        (call, answer) ->
            call instanceof Call.FetchWelcome ? new Answer.Refused(ErrorCode.NOT_FOUND, 0) : answer;
    comesWhenAnOwnerHasLeftLongAgo();
  }

  /// Carol was added and is not there yet; Bob owns it, and nobody was there when Alice left.
  private ConversationId teamThatAliceLeft(Person... others) {
    ConversationId team = alice.create("Team", others);
    world.settle();
    alice.want(team, new Intention.SetRole(bob.account(), Role.OWNER));
    carol.disconnect();
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    List.of(others).forEach(Person::disconnect);
    alice.want(team, new Intention.Leave());
    world.settle();
    return team;
  }

  private void comesWhenAnOwnerHasLeftLongAgo() {
    ConversationId team = teamThatAliceLeft(bob);
    world.node.log(team).expiredThrough = world.node.log(team).head();
    carol.connect();
    world.pass(10_000);
    assertEquals(Set.of(bob.account(), carol.account()), members(carol, team));
    assertFalse(carol.device.devices().isIn(team, alice.device.device()));
  }

  /// Her welcome comes to nothing, so she reads without keys that Alice has left, and comes in from
  /// outside before the node has said who is a member.
  @Test
  void whoComesInFromOutsideFollowsWhoTakesOutAnOwnerThatLeftBefore() {
    ConversationId team = teamThatAliceLeft(bob, dave);
    comesFromOutside((_, _) -> new Answer.Unreachable());
    carol.connect();
    world.pass(10_000);
    dave.connect();
    world.pass(10_000);
    assertEquals(List.of(), refusals(carol));
    assertEquals(Set.of(bob.account(), carol.account(), dave.account()), members(carol, team));
    assertFalse(carol.device.devices().isIn(team, alice.device.device()));
  }

  /// She comes in by her welcome, and what Alice said when she left is past retention. Dave, who
  /// has read it, takes Alice out before the node has told Carol who is a member.
  @Test
  void whoDoesNotKnowYetWhoHasLeftBlamesNobodyForTakingThemOut() {
    ConversationId team = teamThatAliceLeft(bob, dave);
    world.node.log(team).expiredThrough = world.node.log(team).head();
    carol.answers =
        (call, answer) -> call instanceof Call.FetchMembers ? new Answer.Unreachable() : answer;
    carol.connect();
    world.pass(10_000);
    assertEquals(Standing.OPEN, carol.store.conversation(team).standing());
    world.node.log(team).expiredThrough = 0;
    dave.connect();
    world.pass(10_000);
    assertEquals(List.of(), refusals(carol));
    assertEquals(Set.of(bob.account(), carol.account(), dave.account()), members(carol, team));
    assertFalse(carol.device.devices().isIn(team, alice.device.device()));
  }

  /// Her welcome comes to nothing.
  ///
  /// @param members what becomes of the node's word on who is a member
  private void comesFromOutside(BiFunction<Call, Answer, Answer> members) {
    carol.answers =
        (call, answer) ->
            switch (call) {
              case Call.FetchWelcome _ -> new Answer.Refused(ErrorCode.NOT_FOUND, 0);
              case Call.FetchMembers _ -> members.apply(call, answer);
              default -> answer;
            };
  }

  /// She is added while she is away.
  private ConversationId teamThatCarolIsAwayFrom(Person... others) {
    ConversationId team = alice.create("Team", others);
    world.settle();
    carol.disconnect();
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    return team;
  }

  /// Who does more than that has no such excuse.
  @Test
  void whoDoesNotKnowYetWhoHasLeftRefusesAllElse() {
    ConversationId team = teamThatCarolIsAwayFrom(bob);
    carol.answers =
        (call, answer) -> call instanceof Call.FetchMembers ? new Answer.Unreachable() : answer;
    world.node.log(team).expiredThrough = world.node.log(team).head();
    carol.connect();
    world.pass(10_000);
    GroupSettings all = new GroupSettings(WhoMay.ALL, WhoMay.ALL, WhoMay.ALL);
    new Rogue(bob, world).commit(team, List.of(), all);
    world.pass(10_000);
    assertEquals(List.of(RefusalReason.NOT_ALLOWED), refusals(carol));
  }

  /// The node's list of members was made before Dave came, and comes after him.
  @Test
  void whoComesWhileTheMembersAreListedIsNoneOfThoseWhoHaveLeft() {
    ConversationId team = teamThatCarolIsAwayFrom(bob);
    comesFromOutside(
        (_, answer) -> {
          alice.want(team, new Intention.Add(List.of(dave.account())));
          world.settle();
          return answer;
        });
    carol.connect();
    world.pass(10_000);
    assertTrue(members(carol, team).contains(dave.account()));
    assertEquals(members(carol, team), members(alice, team));
  }

  /// The node's list of members was made when Dave was out already; she reads of that after it.
  @Test
  void whoIsTakenOutWhileTheMembersAreListedHasNotLeft() {
    ConversationId team = teamThatCarolIsAwayFrom(bob, dave);
    comesFromOutside(
        (call, _) -> {
          takeOut(dave, team);
          return world.node.answer(carol.account(), call);
        });
    carol.connect();
    world.pass(10_000);
    assertEquals(List.of("farewell"), carol.said(team));
    assertTrue(carol.lines(team).getLast().contains("removed"), carol.lines(team)::toString);
    assertEquals(members(alice, team), members(carol, team));
  }

  /// After a last word. Others hear of it later.
  private void takeOut(Person member, ConversationId team) {
    if (members(alice, team).contains(member.account())) {
      member.send(team, new Content.Text("farewell"));
      workAll(alice);
      alice.want(team, new Intention.Remove(List.of(member.account())));
      workAll(alice);
    }
  }

  private static void workAll(Person person) {
    boolean works = true;
    while (works) {
      works = person.work();
    }
  }

  /// Alice has left, and was let in again before Carol could come in.
  @Test
  void whoComesInFromOutsideKnowsWhoHasComeBack() {
    ConversationId team = alice.create("Team", bob);
    world.settle();
    alice.want(team, new Intention.SetRole(bob.account(), Role.OWNER));
    carol.disconnect();
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    alice.want(team, new Intention.Leave());
    world.settle();
    bob.want(team, new Intention.Add(List.of(alice.account())));
    world.settle();
    comesFromOutside((_, _) -> new Answer.Unreachable());
    carol.connect();
    world.pass(10_000);
    assertEquals(Set.of(alice.account(), bob.account(), carol.account()), members(carol, team));
    assertTrue(carol.device.devices().isIn(team, alice.device.device()));
  }

  /// She reads late that Bob has left, since she had no keys then, and not that he came back: her
  /// welcome is behind that.
  @Test
  void whoWasWelcomedTakesNobodyOutWhoHasComeBackBefore() {
    ConversationId team = alice.create("Team", bob);
    world.settle();
    isMemberFromTheBeginning(carol, team);
    alice.disconnect();
    bob.want(team, new Intention.Leave());
    world.settle();
    carol.disconnect();
    alice.connect();
    world.pass(10_000);
    alice.want(team, new Intention.Add(List.of(bob.account())));
    world.settle();
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    carol.connect();
    world.pass(10_000);
    assertEquals(Set.of(alice.account(), bob.account(), carol.account()), members(carol, team));
    assertEquals(members(carol, team), members(bob, team));
    assertEquals(1, carol.lines(team).stream().filter(line -> line.contains("left")).count());
  }

  /// Her account is a member, and this device comes in when the heir of an owner has gone too.
  @Test
  void whoComesInLaterDoesNotJudgeWhoOwnedTheGroupBefore() {
    ConversationId team = alice.create("Team", bob, dave);
    world.settle();
    leavesTo(bob, team, alice);
    leavesTo(dave, team, bob);
    carol.inbound = frames -> frames.stream().map(this::heirOfAlice).toList();
    isMemberFromTheBeginning(carol, team);
    dave.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    assertEquals(List.of(), refusals(carol));
    assertEquals(Set.of(carol.account(), dave.account()), members(carol, team));
    assertEquals(2, carol.lines(team).stream().filter(line -> line.contains("left")).count());
  }

  private void leavesTo(Person heir, ConversationId team, Person owner) {
    owner.want(team, new Intention.SetRole(heir.account(), Role.ADMIN));
    world.settle();
    owner.want(team, new Intention.Leave());
    world.pass(10_000);
  }

  private Frame heirOfAlice(Frame frame) {
    if (frame instanceof Entry entry
        && entry.kind() == EntryKind.DEPARTURE
        && entry.account().equals(alice.account())) {
      MemberChange owns =
          new MemberChange(bob.account(), MemberChangeKind.ROLE, Role.OWNER, List.of());
      List<MemberChange> changes = List.of(entry.changes().getFirst(), owns);
      return Altered.with(entry, changes, entry.payload());
    }
    return frame;
  }

  private void isMemberFromTheBeginning(Person person, ConversationId team) {
    TestNode.Account account = world.node.session(person.account());
    long next = account.log.size() + 1L;
    account.log.add(
        new AccountEntry(
            next,
            new EntryId(3, next),
            world.node.time,
            AccountEntryKind.JOINED,
            team,
            1,
            DeviceId.NONE,
            Bytes.EMPTY));
    world.node.log(team).joinedAt.put(person.account(), 1L);
    person.disconnect();
    person.connect();
    world.settle();
  }

  /// She has missed a change that is past, and is about to join anew.
  @Test
  void whoHasLostTheGroupDoesNotJudgeWhoLeaves() {
    ConversationId team = team(bob);
    carol.disconnect();
    alice.want(team, new Intention.SetRole(bob.account(), Role.ADMIN));
    world.settle();
    world.node.log(team).expiredThrough = world.node.log(team).head();
    bob.want(team, new Intention.Leave());
    world.settle();
    carol.connect();
    world.pass(10_000);
    assertEquals(List.of(), refusals(carol));
    assertEquals(Set.of(alice.account(), carol.account()), members(carol, team));
  }

  private static MemberChange change(Person who, MemberChangeKind kind) {
    return new MemberChange(who.account(), kind, Role.MEMBER, List.of(who.device.device()));
  }

  private Entry madeUp(ConversationId team, EntryKind kind, Person by, MemberChange... changes) {
    return new Entry(
        team,
        world.node.log(team).head() + 1,
        new EntryId(1, 2),
        world.node.time,
        by.account(),
        by.device.device(),
        kind,
        0,
        Bytes.EMPTY,
        List.of(changes),
        Bytes.EMPTY,
        GroupSettings.NONE,
        false);
  }
}
