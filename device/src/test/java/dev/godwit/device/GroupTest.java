package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.LossReason;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.GroupView;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Sent;
import dev.godwit.wire.WhoMay;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A group and its members: who comes, who goes, who may what.
final class GroupTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");
  private final Person carol = world.person("carol");

  private ConversationId team() {
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    return team;
  }

  private static Intention add(Person... people) {
    return new Intention.Add(accounts(people));
  }

  private static Intention remove(Person... people) {
    return new Intention.Remove(accounts(people));
  }

  private static List<AccountId> accounts(Person... people) {
    return Stream.of(people).map(Person::account).toList();
  }

  private static void say(Person person, ConversationId conversation, String text) {
    person.send(conversation, new Content.Text(text));
  }

  private static List<String> last(Person person, ConversationId conversation, int count) {
    List<String> lines = person.lines(conversation);
    return lines.subList(lines.size() - count, lines.size());
  }

  /// What is said before and after making it has failed.
  @Test
  void nothingWaitsInAGroupThatCouldNotBeMade() {
    alice.answers =
        (call, answer) ->
            call instanceof Call.ClaimManyKeyPackages
                ? new Answer.Refused(ErrorCode.NOT_FOUND, 0)
                : answer;
    ConversationId team = alice.create("Team", bob);
    say(alice, team, "before");
    world.settle();
    say(alice, team, "after");
    world.settle();
    assertEquals(0, alice.device.waiting());
    assertEquals(
        List.of(ErrorCode.CONVERSATION_UNKNOWN, ErrorCode.CONVERSATION_UNKNOWN),
        alice.events(Event.MessageFailed.class).stream().map(Event.MessageFailed::code).toList());
  }

  @Test
  void everybodyIsInTheGroupWithItsNameAndReadsTheFirstMessage() {
    ConversationId team = team();
    say(alice, team, "hello");
    world.settle();
    assertEquals(1, alice.events(Event.IntentionDone.class).size());
    for (Person person : List.of(alice, bob, carol)) {
      assertEquals(List.of("hello"), person.said(team));
      assertEquals("Team", person.group(team).name());
      assertEquals(3, person.group(team).members().size());
      assertEquals(3, person.store.conversation(team).members());
    }
    assertEquals(Role.OWNER, alice.group(team).role());
    assertEquals(Role.MEMBER, bob.group(team).role());
    assertEquals(1, world.node.commits);
  }

  @Test
  void whatIsSaidBeforeTheGroupIsMadeWaitsForIt() {
    alice.disconnect();
    ConversationId team = alice.create("Team", bob);
    say(alice, team, "early");
    alice.connect();
    world.settle();
    assertEquals(List.of("early"), bob.said(team));
  }

  @Test
  void whoIsAddedReadsWhatIsSaidFromThenOn() {
    Person dave = world.person("dave");
    ConversationId team = team();
    say(bob, team, "before");
    world.settle();
    alice.want(team, add(dave));
    world.settle();
    say(bob, team, "after");
    say(dave, team, "thanks");
    world.settle();
    assertEquals(List.of("after", "thanks"), dave.said(team));
    assertEquals("Team", dave.group(team).name());
    assertEquals(alice.said(team), carol.said(team));
    assertEquals(4, bob.group(team).members().size());
    assertEquals(last(alice, team, 3), last(carol, team, 3));
  }

  /// Of those who were there before it a device knows that by the node.
  @Test
  void whoIsAddedLearnsSinceWhenTheOthersAreMembers() {
    long began = world.node.time;
    Person dave = world.person("dave");
    ConversationId team = team();
    world.pass(60_000);
    dave.disconnect();
    alice.want(team, add(dave));
    world.settle();
    long added = world.node.time;
    world.pass(60_000);
    dave.connect();
    world.settle();
    assertEquals(0, sinceMillis(dave, team, carol));
    world.settle();
    assertTrue(sinceMillis(dave, team, carol) >= began);
    assertEquals(added, sinceMillis(dave, team, dave));
    assertEquals(added, sinceMillis(carol, team, dave));
    dave.restart();
    assertTrue(sinceMillis(dave, team, carol) >= began);
  }

  private static long sinceMillis(Person seenBy, ConversationId team, Person who) {
    return member(seenBy, team, who).sinceMillis();
  }

  private static GroupView.Member member(Person seenBy, ConversationId team, Person who) {
    return seenBy.group(team).members().stream()
        .filter(member -> member.account().equals(who.account()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoIsRemovedReadsNothingAfterwardsAndKnowsByWhom() {
    ConversationId team = team();
    alice.want(team, remove(bob));
    world.settle();
    say(carol, team, "without bob");
    world.settle();
    assertEquals(List.of(), bob.said(team));
    assertEquals(Standing.LEFT, bob.store.conversation(team).standing());
    assertEquals(last(alice, team, 2).getFirst(), bob.lines(team).getLast());
    say(bob, team, "still here?");
    world.settle();
    assertEquals(ErrorCode.NOT_A_MEMBER, bob.events(Event.MessageFailed.class).getLast().code());
    assertEquals(List.of("without bob"), alice.said(team));
    assertEquals(2, carol.group(team).members().size());
  }

  @Test
  void whoWasRemovedCanBeAddedAgain() {
    ConversationId team = team();
    alice.want(team, remove(bob));
    world.settle();
    alice.want(team, add(bob));
    world.settle();
    say(carol, team, "welcome back");
    say(bob, team, "hi");
    world.settle();
    assertEquals(List.of("welcome back", "hi"), bob.said(team));
    assertEquals(Standing.OPEN, bob.store.conversation(team).standing());
  }

  @Test
  void whoIsAddedAgainLaterJoinsByItsNewWelcome() {
    ConversationId team = team();
    world.pass(20_000);
    alice.want(team, remove(bob));
    world.settle();
    alice.want(team, add(bob));
    world.settle();
    say(alice, team, "at once");
    world.settle();
    assertEquals(List.of("at once"), bob.said(team));
    assertEquals(List.of(), bob.events(Event.Repaired.class));
  }

  @Test
  void oneOfTwoChangesAtOnceIsMadeAgainUnnoticed() {
    Person dave = world.person("dave");
    Person erin = world.person("erin");
    ConversationId team = team();
    alice.want(team, new Intention.SetRole(bob.account(), Role.ADMIN));
    world.settle();
    alice.want(team, add(dave));
    bob.want(team, add(erin));
    world.settle();
    say(dave, team, "from dave");
    say(erin, team, "from erin");
    world.settle();
    assertEquals(5, alice.group(team).members().size());
    assertEquals(alice.said(team), erin.said(team));
    assertEquals(alice.lines(team), carolsFrom(carol, team, alice.lines(team).size()));
    assertEquals(1, bob.events(Event.IntentionDone.class).size());
    assertEquals(List.of(), bob.events(Event.IntentionFailed.class));
    assertEquals(List.of(), alice.events(Event.CommitRefused.class));
  }

  /// Carol's line about how she came in stands where Alice's about how the group was made does.
  private List<String> carolsFrom(Person person, ConversationId team, int size) {
    List<String> lines = person.lines(team);
    assertEquals(size, lines.size());
    return Stream.concat(Stream.of(alice.lines(team).getFirst()), lines.subList(1, size).stream())
        .toList();
  }

  @Test
  void changeWantedBeforeACrashIsMadeAfterIt() {
    Person dave = world.person("dave");
    ConversationId team = team();
    alice.want(team, add(dave));
    alice.restart();
    world.pass(30_000);
    say(dave, team, "here");
    world.settle();
    assertEquals(List.of("here"), carol.said(team));
    assertEquals(0, alice.device.wanted());
  }

  @Test
  void whoLeavesIsTakenOutByOneOfTheOthers() {
    ConversationId team = team();
    int before = world.node.commits;
    bob.want(team, new Intention.Leave());
    world.settle();
    assertEquals(Standing.LEFT, bob.store.conversation(team).standing());
    assertEquals(2, alice.group(team).members().size());
    world.pass(10_000);
    assertTrue(world.node.commits - before <= 2, "commits " + (world.node.commits - before));
    assertEquals(2, world.node.log(team).epoch);
    say(alice, team, "without bob");
    world.settle();
    assertEquals(List.of("without bob"), carol.said(team));
    assertEquals(List.of(), bob.said(team));
    assertEquals(last(alice, team, 2), last(carol, team, 2));
    assertEquals(1, bob.events(Event.IntentionDone.class).size());
  }

  @Test
  void lastOwnerLeavesAndAnotherOwnsTheGroup() {
    ConversationId team = team();
    alice.want(team, new Intention.Leave());
    world.settle();
    Person heir = bob.account().compareTo(carol.account()) < 0 ? bob : carol;
    assertEquals(Role.OWNER, heir.group(team).role());
    world.pass(10_000);
    Person dave = world.person("dave");
    heir.want(team, add(dave));
    world.settle();
    say(dave, team, "hi");
    world.settle();
    assertEquals(List.of("hi"), heir.said(team));
    assertEquals(List.of(), heir.events(Event.CommitRefused.class));
  }

  @Test
  void whoHasLeftFollowsNothingBehindTheAnswer() {
    readsOnAfterLeaving(frame -> frame instanceof AccountEntry);
  }

  @Test
  void whoHasLeftFollowsNothingBehindItsDeparture() {
    readsOnAfterLeaving(frame -> frame instanceof AccountEntry || frame instanceof Sent);
  }

  /// The account's log may tell of the departure only later. What is said until then is sent on.
  private void readsOnAfterLeaving(Predicate<Frame> lost) {
    ConversationId team = team();
    alice.inbound = frames -> frames.stream().filter(lost.negate()).toList();
    alice.want(team, new Intention.Leave());
    world.pass(10_000);
    List<Entry> log = new ArrayList<>(world.node.log(team).after(0));
    Entry last = log.removeLast();
    assertEquals(EntryKind.COMMIT, last.kind(), "it takes the leaf out");
    log.forEach(alice::receive);
    assertEquals(Standing.LEFT, alice.store.conversation(team).standing());
    alice.receive(last);
    assertEquals(List.of(), alice.events(Event.CommitRefused.class));
  }

  /// One commit takes the owner's leaf out and lets in somebody who would come before the heir.
  @Test
  void whoIsLetInAsTheOwnersLeafIsTakenOutDoesNotInherit() {
    ConversationId team = team();
    Person heir = bob.account().compareTo(carol.account()) < 0 ? bob : carol;
    Person first =
        Stream.of("dave", "erin", "frank", "grace", "heidi", "ivan", "judy")
            .map(world::person)
            .filter(person -> person.account().compareTo(heir.account()) < 0)
            .findFirst()
            .orElseThrow();
    alice.want(
        team,
        new Intention.SetSettings(new GroupSettings(WhoMay.ALL, WhoMay.UNKNOWN, WhoMay.UNKNOWN)));
    world.settle();
    bob.disconnect();
    carol.disconnect();
    alice.want(team, new Intention.Leave());
    world.settle();
    heir.want(team, add(first));
    heir.connect();
    world.settle();
    List<MemberChange> changes =
        world.node.log(team).after(0).reversed().stream()
            .filter(entry -> entry.kind() == EntryKind.COMMIT)
            .findFirst()
            .orElseThrow()
            .changes();
    assertEquals(
        List.of(MemberChangeKind.REMOVED, MemberChangeKind.ADDED),
        changes.stream().map(MemberChange::kind).toList());
    bob.connect();
    carol.connect();
    world.settle();
    for (Person person : List.of(bob, carol, first)) {
      assertEquals(person == heir ? Role.OWNER : Role.MEMBER, person.group(team).role());
      assertEquals(List.of(), person.events(Event.CommitRefused.class));
    }
  }

  @Test
  void plainMemberMayNotAddUnlessTheSettingsSaySo() {
    Person dave = world.person("dave");
    ConversationId team = team();
    bob.want(team, add(dave));
    world.settle();
    assertEquals(ErrorCode.NOT_AN_ADMIN, bob.events(Event.IntentionFailed.class).getFirst().code());
    alice.want(
        team,
        new Intention.SetSettings(new GroupSettings(WhoMay.ALL, WhoMay.UNKNOWN, WhoMay.UNKNOWN)));
    world.settle();
    bob.want(team, add(dave));
    world.settle();
    assertEquals(4, carol.group(team).members().size());
    assertEquals("Team", dave.group(team).name());
  }

  @Test
  void adminIsMadeAndMayRemoveMembersButNotOwners() {
    ConversationId team = team();
    alice.want(team, new Intention.SetRole(bob.account(), Role.ADMIN));
    world.settle();
    assertEquals(
        Role.ADMIN,
        carol.device.group(team, world.node.time).orElseThrow().members().stream()
            .filter(m -> m.account().equals(bob.account()))
            .findFirst()
            .orElseThrow()
            .role());
    bob.want(team, remove(alice));
    world.settle();
    assertEquals(1, bob.events(Event.IntentionFailed.class).size());
    bob.want(team, remove(carol));
    world.settle();
    assertEquals(2, alice.group(team).members().size());
  }

  @Test
  void inAnAnnouncementGroupOnlyAdminsSend() {
    ConversationId team = team();
    alice.want(
        team,
        new Intention.SetSettings(
            new GroupSettings(WhoMay.UNKNOWN, WhoMay.ADMINS, WhoMay.UNKNOWN)));
    world.settle();
    say(bob, team, "me too");
    say(alice, team, "news");
    world.settle();
    assertEquals(
        ErrorCode.ANNOUNCEMENTS_ONLY, bob.events(Event.MessageFailed.class).getFirst().code());
    assertEquals(List.of("news"), carol.said(team));
  }

  @Test
  void nameAndPictureAreToldToAllAndToThoseWhoComeLater() {
    Person dave = world.person("dave");
    ConversationId team = team();
    bob.send(team, new Content.Renamed("Crew"));
    bob.send(team, new Content.Pictured(Bytes.of((byte) 1, (byte) 2, (byte) 3)));
    world.settle();
    assertEquals("Crew", carol.store.conversation(team).name());
    alice.want(team, add(dave));
    world.settle();
    assertEquals("Crew", dave.group(team).name());
    assertEquals(3, dave.group(team).picture().size());
    assertEquals(last(alice, team, 3), last(bob, team, 3));
    assertFalse(dave.lines(team).toString().contains("renamed"));
  }

  /// Looks for them in all that the node was ever told of the group.
  @Test
  void theNodeSeesNeitherNameNorDescriptionNorPicture() {
    List<Bytes> seen = new ArrayList<>();
    alice.watcher = step -> step.frames().forEach(frame -> seen.add(Frame.encode(frame)));
    ConversationId team =
        alice.device.createGroup(
            "Marsh watch",
            "Who counts what",
            Bytes.owned("a picture".getBytes(StandardCharsets.UTF_8)),
            List.of(bob.account()),
            GroupSettings.NONE,
            world.node.time);
    alice.does(d -> {});
    world.settle();
    alice.send(team, new Content.Renamed("Fen watch"));
    alice.does(d -> d.invite(team, "ab".repeat(32), Bytes.of((byte) 1), true, 0, world.node.time));
    world.settle();
    assertEquals("Fen watch", bob.group(team).name());
    assertEquals("Who counts what", bob.group(team).description());
    String told = seen.stream().map(GroupTest::latin).collect(Collectors.joining());
    assertTrue(told.length() > 1_000, told);
    for (String secret : List.of("arsh watch", "counts what", "picture", "en watch")) {
      assertFalse(told.contains(secret), secret);
    }
  }

  private static String latin(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void whoMayNotRenameIsNotFollowed() {
    ConversationId team = team();
    alice.want(
        team,
        new Intention.SetSettings(
            new GroupSettings(WhoMay.UNKNOWN, WhoMay.UNKNOWN, WhoMay.ADMINS)));
    world.settle();
    bob.send(team, new Content.Renamed("Mine"));
    world.settle();
    assertEquals(ErrorCode.NOT_AN_ADMIN, bob.events(Event.MessageFailed.class).getFirst().code());
    assertEquals("Team", carol.store.conversation(team).name());
  }

  @Test
  void ticksWaitForAllAndNotForThoseWhoHaveGone() {
    ConversationId team = team();
    carol.disconnect();
    say(alice, team, "hello");
    world.settle();
    assertEquals(0, alice.events(Event.Delivered.class).size());
    alice.want(team, remove(carol));
    world.settle();
    assertTrue(alice.store.conversation(team).deliveredThrough() >= 2);
    bob.does(d -> d.markRead(team, 9, world.node.time));
    world.settle();
    assertTrue(alice.store.conversation(team).seenThrough() >= 2);
  }

  @Test
  void accountsWithoutKeyPackagesAreLeftOutAndTold() {
    AccountId nobody = new AccountId(7, 7);
    ConversationId team =
        alice.device.createGroup(
            "Team",
            "",
            Bytes.EMPTY,
            List.of(bob.account(), nobody),
            GroupSettings.NONE,
            world.node.time);
    alice.does(d -> {});
    world.settle();
    assertEquals(List.of(nobody), alice.events(Event.IntentionDone.class).getFirst().leftOut());
    assertEquals(2, bob.group(team).members().size());
  }

  @Test
  void deviceThatComesBackAfterExpiryJoinsAnewAndShowsTheGap() {
    ConversationId team = team();
    carol.disconnect();
    say(alice, team, "lost");
    alice.want(team, new Intention.SetRole(bob.account(), Role.ADMIN));
    world.settle();
    world.node.log(team).expiredThrough = world.node.log(team).head();
    carol.connect();
    world.pass(10_000);
    say(bob, team, "again");
    say(carol, team, "back");
    world.pass(10_000);
    assertTrue(carol.said(team).containsAll(List.of("again", "back")));
    assertTrue(carol.lines(team).toString().contains("?" + LossReason.EXPIRED));
    assertEquals(Role.ADMIN, roleOf(bob, carol, team));
    assertTrue(alice.said(team).contains("back"));
  }

  private Role roleOf(Person who, Person seenBy, ConversationId team) {
    return member(seenBy, team, who).role();
  }
}
