package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.group.Groups;
import dev.godwit.device.roster.ChangesDigest;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.EmptyStore;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.device.trust.Certificates;
import dev.godwit.device.trust.Names;
import dev.godwit.device.trust.SafetyNumber;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Suite;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.CommitBuilder;
import dev.godwit.mls.Group;
import dev.godwit.mls.KeyPackage;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceCertificate;
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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A node, or a member, that is not honest.
final class TrustTest {
  private final Crypto crypto = new JvmCrypto(new Random(99));
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  @Test
  void keyPackageOfSomebodyElseIsRefused() {
    Person carol = world.person("carol");
    alice.answers =
        (call, answer) ->
            call instanceof Call.ClaimKeyPackages
                ? world.node.answer(alice.account(), new Call.ClaimKeyPackages(carol.account()))
                : answer;
    alice.say(bob, "secret");
    world.pass(5_000);
    assertFailed(ErrorCode.CERTIFICATE_INVALID);
    assertEquals(List.of(), carol.texts(alice));
  }

  @Test
  void certificateSignedByAnotherIdentityIsRefused() {
    Self forged = impostor(bob);
    alice.answers = (call, answer) -> withKeyPackage(call, answer, forged);
    alice.say(bob, "secret");
    world.pass(5_000);
    assertFailed(ErrorCode.CERTIFICATE_INVALID);
    assertEquals(List.of(), alice.events(Event.IdentityChanged.class));
  }

  @Test
  void changeOfAComparedIdentityIsToldOnceAndNothingIsSentUntilItIsLookedAt() {
    alice.does(device -> device.find("bob", world.node.time));
    world.settle();
    SafetyNumber before = numberOfBob();
    alice.does(device -> device.devices().verify(bob.account(), before, world.node.time));
    Self other = impostor(bob);
    alice.answers = (call, answer) -> withIdentity(withKeyPackage(call, answer, other), other);
    alice.say(bob, "secret");
    world.pass(5_000);
    assertFailed(ErrorCode.CERTIFICATE_INVALID);
    assertTrue(alice.row(bob).identityChanged());
    alice.say(bob, "secret");
    world.pass(5_000);
    assertEquals(
        List.of(
            new Event.IdentityChanged(bob.account(), registered(bob), other.identityPublicKey())),
        alice.events(Event.IdentityChanged.class));
    alice.does(device -> device.devices().trust(bob.account(), world.node.time));
    assertFalse(alice.row(bob).identityChanged());
    alice.say(bob, "after looking");
    world.pass(5_000);
    assertEquals(Standing.OPEN, alice.row(bob).standing());
  }

  /// The number that is shown is the one to compare, and only that one is marked: the node may
  /// change it between the two.
  @Test
  void whatIsComparedAfterAChangeIsTheNewNumberAndTheOldOneMarksNothing() {
    alice.does(device -> device.find("bob", world.node.time));
    world.settle();
    SafetyNumber before = numberOfBob();
    alice.does(device -> device.devices().verify(bob.account(), before, world.node.time));
    Self other = impostor(bob);
    alice.answers = (call, answer) -> withIdentity(withKeyPackage(call, answer, other), other);
    alice.does(device -> device.find("bob", world.node.time));
    world.settle();
    SafetyNumber after = numberOfBob();
    assertNotEquals(before, after);
    assertFalse(isVerified());
    alice.does(device -> device.devices().verify(bob.account(), before, world.node.time));
    assertTrue(alice.device.devices().isBlocked(bob.account()));
    alice.does(device -> device.devices().verify(bob.account(), after, world.node.time));
    assertFalse(alice.device.devices().isBlocked(bob.account()));
    assertTrue(isVerified());
  }

  private SafetyNumber numberOfBob() {
    return alice.device.devices().safetyNumber(bob.account()).orElseThrow();
  }

  private boolean isVerified() {
    return alice.device.devices().isVerified(bob.account());
  }

  @Test
  void certificateIsBoundToItsContent() {
    Self self = impostor(bob);
    assertTrue(Certificates.check(crypto, self.certificate()).isPresent());
    for (int i = 0; i < self.certificate().size(); i++) {
      byte[] altered = self.certificate().toArray();
      altered[i] ^= 1;
      assertFalse(Certificates.check(crypto, Bytes.owned(altered)).isPresent(), "byte " + i);
    }
  }

  @Test
  void commitThatAddsWhoItDoesNotClaimIsRefusedAndNothingIsSentToThem() {
    greet();
    Person carol = world.person("carol");
    append(commitOf(bob, carol, List.of()));
    world.pass(60_000);
    assertEquals(
        List.of(new Event.CommitRefused(alice.with(bob), 3, RefusalReason.ROSTER_MISMATCH)),
        alice.events(Event.CommitRefused.class));
    alice.say(bob, "secret");
    world.pass(60_000);
    assertEquals(1, alice.device.waiting());
    assertEquals(Standing.REPAIRING, alice.row(bob).standing());
  }

  @Test
  void thirdMemberOfADirectConversationIsRefusedEvenWhenClaimed() {
    greet();
    Person carol = world.person("carol");
    append(commitOf(bob, carol, List.of(added(carol))));
    world.pass(60_000);
    assertEquals(
        RefusalReason.ROSTER_MISMATCH, alice.events(Event.CommitRefused.class).getFirst().reason());
    assertEquals(Standing.REPAIRING, alice.row(bob).standing());
  }

  @Test
  void commitThatClaimsMoreThanItDoesIsRefusedAndTheConversationRepairsItself() {
    greet();
    Person carol = world.person("carol");
    append(commitOf(bob, List.of(added(carol))));
    world.pass(60_000);
    assertEquals(
        RefusalReason.ROSTER_MISMATCH, alice.events(Event.CommitRefused.class).getFirst().reason());
    alice.say(bob, "again");
    bob.say(alice, "yes");
    world.pass(60_000);
    assertTrue(alice.texts(bob).contains("yes"));
    assertTrue(bob.texts(alice).contains("again"));
  }

  @Test
  void commitThatIsWhatItClaimsIsFollowed() {
    greet();
    append(commitOf(bob, List.of()));
    assertEquals(List.of(), alice.events(Event.CommitRefused.class));
    assertEquals(Standing.OPEN, alice.row(bob).standing());
    world.pass(5_000);
    alice.say(bob, "in the new epoch");
    world.pass(5_000);
    assertTrue(bob.texts(alice).contains("in the new epoch"));
  }

  @Test
  void messageUnderAnotherNameIsNotShown() {
    greet();
    Person carol = world.person("carol");
    bob.inbound = frames -> frames.stream().map(f -> relabelled(f, carol.device)).toList();
    alice.say(bob, "2");
    world.settle();
    assertEquals("?NOT_AUTHENTIC", bob.texts(alice).getLast());
  }

  @Test
  void messageUnderAnotherIdIsNotShown() {
    greet();
    bob.inbound = frames -> frames.stream().map(TrustTest::renumbered).toList();
    alice.say(bob, "2");
    world.settle();
    assertEquals("?NOT_AUTHENTIC", bob.texts(alice).getLast());
  }

  @Test
  void messageThatIsReplayedIsNotShownAndChangesNothing() {
    greet();
    assertReplayIsNotShown();
  }

  @Test
  void messageThatIsReplayedAfterARestartIsNotShownEither() {
    greet();
    bob.restart();
    world.settle();
    assertReplayIsNotShown();
  }

  private void assertReplayIsNotShown() {
    Entry first = world.node.log(alice.with(bob)).entries.get(1);
    bob.receive(
        new Entry(
            first.conversation(),
            3,
            first.id(),
            first.time(),
            first.account(),
            first.device(),
            first.kind(),
            first.epoch(),
            first.payload(),
            first.changes(),
            first.clientMetaData(),
            first.settings(),
            first.needsApproval()));
    assertEquals(List.of("1", "?NOT_AUTHENTIC"), bob.texts(alice));
    assertEquals(Standing.OPEN, bob.row(alice).standing());
  }

  // --- What the dishonest do ---

  private void greet() {
    alice.say(bob, "1");
    world.settle();
  }

  private void assertFailed(ErrorCode code) {
    assertEquals(code, alice.events(Event.MessageFailed.class).getFirst().code());
    assertEquals(0, alice.device.waiting());
    assertEquals(0, world.node.logs.size());
  }

  private Bytes registered(Person person) {
    return world.node.session(person.account()).identityKey;
  }

  /// Another device under the account and device ids of a person, with keys of its own.
  private Self impostor(Person person) {
    AccountId account = person.account();
    DeviceId device = person.device.device();
    KeyPair identity = crypto.generateSignatureKeyPair(Suite.SUITE);
    KeyPair key = crypto.generateSignatureKeyPair(Suite.SUITE);
    DeviceCertificate certificate =
        new DeviceCertificate(
            account,
            device,
            Bytes.of(key.publicKey()),
            Bytes.of(identity.publicKey()),
            world.node.time,
            "test");
    Bytes signed = Certificates.issue(crypto, identity, certificate);
    return new Self(account, device, identity, key, signed);
  }

  private Answer withKeyPackage(Call call, Answer answer, Self self) {
    if (!(call instanceof Call.ClaimKeyPackages)) {
      return answer;
    }
    Machines machines = new Machines(self, crypto, new Draft(new EmptyStore()));
    machines.clock.advance(world.node.time);
    KeyPackageUpload upload = machines.shelf.stock().getFirst();
    return new Answer.KeyPackages(
        List.of(new Answer.ClaimedKeyPackage(self.device(), self.certificate(), upload.bytes())));
  }

  private static Answer withIdentity(Answer answer, Self self) {
    return answer instanceof Answer.Account account
        ? new Answer.Account(
            account.account(), account.handle(), self.identityPublicKey(), account.devices())
        : answer;
  }

  private static MemberChange added(Person person) {
    return new MemberChange(
        person.account(), MemberChangeKind.ADDED, Role.MEMBER, List.of(person.device.device()));
  }

  private Commit commitOf(Person person, List<MemberChange> claimed) {
    Group group = groupOf(person);
    return frame(group, signed(group, claimed).build(world.node.time / 1_000), claimed);
  }

  private Commit commitOf(Person person, Person joiner, List<MemberChange> claimed) {
    Group group = groupOf(person);
    KeyPackageUpload upload = world.node.session(joiner.account()).oneTime.getFirst();
    KeyPackage keyPackage = KeyPackage.decode(upload.bytes().toArray());
    PendingCommit commit = signed(group, claimed).add(keyPackage).build(world.node.time / 1_000);
    return frame(group, commit, claimed);
  }

  private CommitBuilder signed(Group group, List<MemberChange> claimed) {
    Bytes digest = ChangesDigest.of(crypto, claimed, GroupSettings.NONE);
    return group.commit().authenticatedData(dev.godwit.mls.Bytes.of(digest.toArray()));
  }

  /// A person's group, in the hands of a device that does not keep to the rules.
  private Group groupOf(Person person) {
    Self self = Self.load(person.store).orElseThrow();
    Draft draft = new Draft(person.store);
    Trust trust = Trust.of(self, crypto, Groups.SETTINGS, draft);
    Conversations conversations = new Conversations(crypto, self.account(), draft);
    GroupRecords records = new GroupRecords(draft);
    Names names = new Names(trust.identities(), World.link(draft, crypto), draft);
    Groups groups = new Groups(trust, conversations.cursors(), records, names, draft);
    return groups.find(alice.with(bob)).orElseThrow();
  }

  private Commit frame(Group group, PendingCommit commit, List<MemberChange> claimed) {
    return new Commit(
        alice.with(bob),
        EntryId.of(Bytes.owned(crypto.random(16))),
        group.epoch(),
        Bytes.owned(commit.message()),
        ConversationKind.DIRECT,
        claimed,
        Bytes.EMPTY,
        List.of(),
        Bytes.owned(commit.groupInfo()),
        Bytes.owned(commit.ratchetTree()),
        GroupSettings.NONE);
  }

  /// The node takes the commit for one of Bob's.
  private void append(Commit commit) {
    world.node.onFrame(bob.account(), commit);
    world.settle();
  }

  private static Frame relabelled(Frame frame, Device other) {
    return frame instanceof Entry entry && entry.kind() == EntryKind.APPLICATION
        ? new Entry(
            entry.conversation(),
            entry.sequence(),
            entry.id(),
            entry.time(),
            other.account(),
            other.device(),
            entry.kind(),
            entry.epoch(),
            entry.payload(),
            entry.changes(),
            entry.clientMetaData(),
            entry.settings(),
            entry.needsApproval())
        : frame;
  }

  private static Frame renumbered(Frame frame) {
    return frame instanceof Entry entry && entry.kind() == EntryKind.APPLICATION
        ? new Entry(
            entry.conversation(),
            entry.sequence(),
            new EntryId(1, 1),
            entry.time(),
            entry.account(),
            entry.device(),
            entry.kind(),
            entry.epoch(),
            entry.payload(),
            entry.changes(),
            entry.clientMetaData(),
            entry.settings(),
            entry.needsApproval())
        : frame;
  }
}
