package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.roster.InvitationProof;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A node and members that do not keep to the rules of a group.
final class GroupForgeryTest {
  private static final String LINK = "0123456789abcdef".repeat(4);

  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");
  private final Person carol = world.person("carol");

  private ConversationId team() {
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    return team;
  }

  /// What the node makes of entries of one kind on their way to a person.
  private static UnaryOperator<List<Frame>> lying(EntryKind kind, UnaryOperator<Entry> lie) {
    return frames ->
        frames.stream()
            .map(f -> f instanceof Entry entry && entry.kind() == kind ? lie.apply(entry) : f)
            .toList();
  }

  @Test
  void changedClaimOfACommitIsRefusedAndTheGroupStaysAsItWas() {
    ConversationId team = team();
    MemberChange forged =
        new MemberChange(bob.account(), MemberChangeKind.ROLE, Role.OWNER, List.of());
    carol.inbound =
        lying(EntryKind.COMMIT, entry -> Altered.with(entry, List.of(forged), entry.payload()));
    alice.want(team, new Intention.SetRole(bob.account(), Role.ADMIN));
    world.pass(5_000);
    assertEquals(
        RefusalReason.ROSTER_MISMATCH, carol.events(Event.CommitRefused.class).getFirst().reason());
    assertTrue(carol.group(team).held());
    assertEquals(Role.MEMBER, role(carol, team, bob));
    assertEquals(Role.ADMIN, role(alice, team, bob));
    carol.inbound = frames -> frames;
    carol.does(device -> device.letGoOn(team, world.node.time));
    world.pass(5_000);
    assertEquals(Role.ADMIN, role(carol, team, bob));
    assertFalse(carol.group(team).held());
  }

  @Test
  void memberWhoMakesItselfAdminIsNotFollowed() {
    ConversationId team = team();
    Rogue rogue = new Rogue(bob, world);
    rogue.commit(
        team,
        List.of(new MemberChange(bob.account(), MemberChangeKind.ROLE, Role.OWNER, List.of())),
        GroupSettings.NONE);
    world.pass(5_000);
    for (Person person : List.of(alice, carol)) {
      assertEquals(
          RefusalReason.NOT_ALLOWED, person.events(Event.CommitRefused.class).getFirst().reason());
      assertEquals(Role.MEMBER, role(person, team, bob));
    }
  }

  @Test
  void groupThatIsHeldSaysSoAndWaitsForThePerson() {
    ConversationId team = team();
    promote(bob, team);
    alice.send(team, new Content.Text("waiting"));
    carol.send(team, new Content.Text("too"));
    world.pass(5_000);
    String refused = ": [refused " + RefusalReason.NOT_ALLOWED + "]";
    assertTrue(alice.lines(team).getLast().endsWith("waiting"), "" + alice.lines(team));
    assertEquals(1, alice.lines(team).stream().filter(line -> line.endsWith(refused)).count());
    assertEquals(1, alice.device.waiting());
    assertEquals(List.of("too"), carol.said(team));
    carol.does(device -> device.letGoOn(team, world.node.time));
    world.pass(10_000);
    alice.does(device -> device.letGoOn(team, world.node.time));
    world.pass(10_000);
    assertEquals(0, alice.device.waiting());
    assertEquals(List.of("too", "waiting"), carol.said(team));
    assertFalse(alice.group(team).held());
  }

  @Test
  void whoLeavesAGroupThatIsHeldNeedNotGoOnFirst() {
    ConversationId team = team();
    promote(bob, team);
    assertTrue(carol.group(team).held());
    carol.want(team, new Intention.Leave());
    world.pass(20_000);
    assertEquals(Standing.LEFT, carol.store.conversation(team).standing());
    assertEquals(1, carol.events(Event.IntentionDone.class).size());
  }

  private void promote(Person rogue, ConversationId team) {
    MemberChange change =
        new MemberChange(rogue.account(), MemberChangeKind.ROLE, Role.OWNER, List.of());
    new Rogue(rogue, world).commit(team, List.of(change), GroupSettings.NONE);
    world.settle();
  }

  @Test
  void memberWhoRemovesTheOwnerIsNotFollowed() {
    ConversationId team = team();
    new Rogue(bob, world)
        .commit(
            team,
            List.of(
                new MemberChange(
                    alice.account(), MemberChangeKind.REMOVED, Role.MEMBER, List.of())),
            GroupSettings.NONE);
    world.pass(5_000);
    assertEquals(
        RefusalReason.NOT_ALLOWED, carol.events(Event.CommitRefused.class).getFirst().reason());
    assertEquals(3, carol.group(team).members().size());
  }

  @Test
  void departureThatTheMemberDidNotSayIsRefused() {
    ConversationId team = team();
    carol.inbound =
        lying(
            EntryKind.DEPARTURE,
            entry -> {
              byte[] payload = entry.payload().toArray();
              payload[payload.length - 1] ^= 1;
              return Altered.with(entry, entry.changes(), Bytes.owned(payload));
            });
    bob.want(team, new Intention.Leave());
    world.settle();
    assertEquals(
        RefusalReason.NOT_AUTHENTIC, carol.events(Event.CommitRefused.class).getFirst().reason());
    assertFalse(carol.lines(team).toString().contains("left"), "" + carol.lines(team));
    assertTrue(alice.lines(team).toString().contains("left"), "" + alice.lines(team));
  }

  @Test
  void whoWasGivenALinkIsLetInByAnybodyAndOneCommitDoesIt() {
    ConversationId team = team();
    Person dave = world.person("dave");
    Bytes secret = secret();
    alice.does(d -> d.invite(team, LINK, secret, false, Long.MAX_VALUE, world.node.time));
    world.settle();
    alice.disconnect();
    int commits = world.node.commits;
    world.node.request(dave, team, request(dave, team, secret));
    world.pass(10_000);
    assertTrue(world.node.commits - commits <= 2, "commits " + (world.node.commits - commits));
    dave.send(team, new Content.Text("in"));
    world.settle();
    assertEquals(List.of("in"), bob.said(team));
    assertEquals("Team", dave.group(team).name());
  }

  @Test
  void requestThatTheNodeMadeUpLetsNobodyIn() {
    ConversationId team = team();
    Person dave = world.person("dave");
    alice.does(d -> d.invite(team, LINK, secret(), false, Long.MAX_VALUE, world.node.time));
    world.settle();
    byte[] other = new byte[InvitationProof.SECRET_BYTES];
    world.node.request(dave, team, request(dave, team, Bytes.owned(other)));
    world.pass(20_000);
    assertEquals(3, alice.group(team).members().size());
    assertEquals(1, alice.group(team).requests().size());
  }

  @Test
  void departureInALargerGroupIsFinishedWithoutAStorm() {
    List<Person> others = new ArrayList<>(List.of(bob, carol));
    for (String name : List.of("dave", "erin", "frank", "grace", "heidi", "ivan")) {
      others.add(world.person(name));
    }
    ConversationId team = alice.create("Team", others.toArray(Person[]::new));
    world.settle();
    long epoch = world.node.log(team).epoch;
    int commits = world.node.commits;
    bob.want(team, new Intention.Leave());
    world.pass(15_000);
    assertEquals(epoch + 1, world.node.log(team).epoch);
    assertTrue(world.node.commits - commits <= 4, "tried " + (world.node.commits - commits));
  }

  @Test
  void deviceThatWasAwayForManyEpochsFollowsThemAll() {
    ConversationId team = team();
    carol.disconnect();
    for (int i = 0; i < 30; i++) {
      alice.want(team, new Intention.SetRole(bob.account(), i % 2 == 0 ? Role.ADMIN : Role.MEMBER));
      alice.send(team, new Content.Text("at " + i));
      world.settle();
    }
    carol.connect();
    world.settle();
    assertEquals(alice.said(team), carol.said(team));
    assertEquals(30, carol.said(team).size());
  }

  private static Role role(Person seenBy, ConversationId team, Person who) {
    return seenBy.group(team).members().stream()
        .filter(member -> member.account().equals(who.account()))
        .findFirst()
        .orElseThrow()
        .role();
  }

  private static Bytes secret() {
    byte[] secret = new byte[InvitationProof.SECRET_BYTES];
    Arrays.fill(secret, (byte) 7);
    return Bytes.owned(secret);
  }

  private static Bytes request(Person who, ConversationId team, Bytes secret) {
    Bytes proof = who.device.invitationProof(team, secret);
    byte[] payload = new byte[InvitationProof.LINK_BYTES + proof.size()];
    for (int i = 0; i < InvitationProof.LINK_BYTES; i++) {
      payload[i] = (byte) Integer.parseInt(LINK.substring(2 * i, 2 * i + 2), 16);
    }
    System.arraycopy(proof.toArray(), 0, payload, InvitationProof.LINK_BYTES, proof.size());
    return Bytes.owned(payload);
  }
}
