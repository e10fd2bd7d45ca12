package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;
import static dev.godwit.mls.Scene.broken;
import static dev.godwit.mls.Scene.follow;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FramingRulesTest {
  private static final byte[] NOTHING = new byte[0];

  private final Scene scene = new Scene();
  private final Group alice = scene.alice;
  private final Group bob = scene.bob;
  private final Group carol = scene.carol;

  private static byte[] data(String text) {
    return Scene.bytes(text).toByteArray();
  }

  private static byte[] with(byte[] message, int at, int xor) {
    byte[] other = message.clone();
    other[at < 0 ? other.length + at : at] ^= (byte) xor;
    return other;
  }

  @Test
  void dataArrivesOnceWithItsSenderAndItsAuthenticatedData() {
    byte[] message = alice.send(data("hello"), data("header"));
    Received.Application received = (Received.Application) bob.process(message, NOW);
    assertArrayEquals(data("hello"), received.data().toByteArray());
    assertArrayEquals(data("header"), received.authenticatedData().toByteArray());
    assertEquals("alice", Scene.name(received.sender().credential()));
    assertEquals(alice.epoch(), received.epoch());
    assertEquals(0, received.generation());
    broken(Rule.KEY_CONSUMED, bob, message);
  }

  @Test
  void bytesThatAreNoMessageAreMalformed() {
    byte[] message = alice.send(data("hello"), NOTHING);
    broken(Rule.MALFORMED, bob, NOTHING);
    broken(Rule.MALFORMED, bob, Arrays.copyOf(message, message.length - 1));
    broken(Rule.MALFORMED, bob, Arrays.copyOf(message, message.length + 1));
  }

  @Test
  void lengthsAreTheShortestAndOptionalsAreZeroOrOne() {
    broken(Rule.MALFORMED, () -> new Reader(new byte[] {0x40, 0x01, 0}).vector());
    broken(Rule.MALFORMED, () -> new Reader(new byte[] {(byte) 0x80, 0, 0x20, 0}).vector());
    broken(Rule.MALFORMED, () -> new Reader(new byte[] {(byte) 0xc0, 0, 0, 0}).vector());
    broken(Rule.MALFORMED, () -> new Reader(new byte[] {2}).present());
    assertEquals(0x40, new Reader(new byte[] {0x40, 0x40}).varint());
  }

  @Test
  void onlyVersionOneIsSpoken() {
    broken(Rule.UNSUPPORTED_VERSION, bob, with(alice.send(NOTHING, NOTHING), 1, 3));
  }

  @Test
  void onlyMessagesOfGroupsAreProcessed() {
    broken(Rule.UNEXPECTED_MESSAGE, bob, scene.keyPackage("dave").keyPackage().encode());
    broken(Rule.UNEXPECTED_MESSAGE, () -> KeyPackage.decode(alice.send(NOTHING, NOTHING)));
    broken(Rule.UNEXPECTED_MESSAGE, () -> Welcome.decode(alice.groupInfo()));
  }

  @Test
  void messagesOfOtherGroupsAreRefused() {
    Group other = scene.client.create(scene.identity("eve"), Scene.bytes("other"), List.of(), NOW);
    broken(Rule.WRONG_GROUP, bob, other.send(NOTHING, NOTHING));
    broken(Rule.WRONG_GROUP, bob, other.propose(new Proposal.Remove(0), Bytes.EMPTY, NOW));
  }

  @Test
  void handshakesOfOtherEpochsAreRefused() {
    PendingCommit commit = alice.commit().build(NOW);
    follow(alice, commit, bob, carol);
    broken(Rule.WRONG_EPOCH, bob, commit.message());
  }

  @Test
  void dataIsReadOfThreePastEpochsAndNoMore() {
    byte[] first = alice.send(data("1"), NOTHING);
    byte[] second = alice.send(data("2"), NOTHING);
    for (int i = 0; i < 3; i++) {
      follow(alice, alice.commit().build(NOW), bob, carol);
    }
    assertEquals(alice.epoch() - 3, ((Received.Application) bob.process(first, NOW)).epoch());
    follow(alice, alice.commit().build(NOW), bob, carol);
    broken(Rule.EPOCH_NOT_KEPT, bob, second);
  }

  @Test
  void laterMessagesMayComeFirst() {
    byte[][] messages = new byte[5][];
    for (int i = 0; i < 5; i++) {
      messages[i] = alice.send(data("" + i), NOTHING);
    }
    for (int i : new int[] {3, 1, 4, 0, 2}) {
      Received.Application received = (Received.Application) bob.process(messages[i], NOW);
      assertEquals(i, received.generation());
      broken(Rule.KEY_CONSUMED, bob, messages[i]);
    }
  }

  @Test
  void aRatchetRunsAheadOnlySoFar() {
    byte[] message = NOTHING;
    for (int i = 0; i <= Settings.Retention.DEFAULT.forwardGenerationsMax() + 1; i++) {
      message = alice.send(NOTHING, NOTHING);
    }
    broken(Rule.GENERATION_TOO_FAR, bob, message);
  }

  @Test
  void onlySoManySkippedKeysAreKept() {
    int max = Settings.Retention.DEFAULT.skippedKeysMax();
    byte[] first = alice.send(NOTHING, NOTHING);
    byte[] second = alice.send(NOTHING, NOTHING);
    for (int i = 0; i < max - 1; i++) {
      alice.send(NOTHING, NOTHING);
    }
    bob.process(alice.send(NOTHING, NOTHING), NOW);
    broken(Rule.KEY_CONSUMED, bob, first);
    bob.process(second, NOW);
  }

  @Test
  void aBlankLeafSendsNothing() {
    byte[] commit =
        scene.forged(
            alice,
            new Sender.Member(3),
            new FramedContent.Content.OfProposal(new Proposal.Remove(0)));
    broken(Rule.UNKNOWN_SENDER, bob, commit);
  }

  @Test
  void applicationDataIsNeverPublic() {
    byte[] message =
        scene.forged(alice, new FramedContent.Content.Application(Scene.bytes("plain")));
    broken(Rule.APPLICATION_NOT_PRIVATE, bob, message);
  }

  @Test
  void aMemberSignsWithItsOwnKey() {
    byte[] message =
        scene.forged(
            alice,
            new Sender.Member(alice.ownLeaf()),
            new FramedContent.Content.OfProposal(new Proposal.Remove(2)),
            scene.identity("eve").signatureKey(),
            Bytes.EMPTY);
    broken(Rule.INVALID_SIGNATURE, bob, message);
  }

  @Test
  void dataIsSignedToo() {
    KeyPairSwap.send(
        alice, scene.identity("alice"), message -> broken(Rule.INVALID_SIGNATURE, bob, message));
  }

  @Test
  void theMembershipTagIsChecked() {
    byte[] message = alice.propose(new Proposal.Remove(2), Bytes.EMPTY, NOW);
    broken(Rule.INVALID_MEMBERSHIP_TAG, bob, with(message, -1, 1));
  }

  @Test
  void theConfirmationTagIsChecked() {
    byte[] message = alice.commit().build(NOW).message();
    byte[] forged = scene.forgedCommit(alice, Scene.commitIn(message));
    broken(Rule.INVALID_CONFIRMATION_TAG, bob, forged);
    bob.process(message, NOW);
  }

  @Test
  void changedCiphertextsAreRefused() {
    byte[] message = alice.send(data("hello"), data("header"));
    broken(Rule.DECRYPTION_FAILED, bob, with(message, -1, 1));
    broken(Rule.DECRYPTION_FAILED, bob, with(message, -60, 1));
    bob.process(message, NOW);
  }

  @Test
  void changedAuthenticatedDataIsRefused() {
    byte[] message = alice.send(data("hello"), data("header"));
    int at = new String(message, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("header");
    broken(Rule.DECRYPTION_FAILED, bob, with(message, at, 1));
  }

  @Test
  void paddingIsZero() {
    broken(Rule.NONZERO_PADDING, bob, Padding.message(scene, alice, 1));
    assertEquals(
        1,
        ((Received.Application) bob.process(Padding.message(scene, alice, 0), NOW)).data().size());
  }

  @Test
  void ownMessagesAreToldFromOthers() {
    broken(Rule.OWN_MESSAGE, alice, alice.send(NOTHING, NOTHING));
    broken(Rule.OWN_MESSAGE, alice, alice.commit().build(NOW).message());
    byte[] sent = carol.send(NOTHING, NOTHING);
    follow(bob, bob.commit().build(NOW), alice, carol);
    broken(Rule.OWN_MESSAGE, carol, sent);
    broken(Rule.OWN_MESSAGE, alice, alice.proposeUpdate(Bytes.EMPTY, NOW));
  }

  @Test
  void anOldCopyOfTheStateIsNoticed() {
    Map<String, Bytes> old = new HashMap<>();
    Group source = scene.client.create(scene.identity("dora"), Scene.bytes("g"), List.of(), NOW);
    Store.into(old, source.unsaved());
    byte[] message = source.send(NOTHING, NOTHING);
    byte[] proposal = source.proposeUpdate(Bytes.EMPTY, NOW);
    Group copy = scene.client.restore(old);
    broken(Rule.STATE_ROLLED_BACK, copy, message);
    broken(Rule.STATE_ROLLED_BACK, copy, proposal);
  }

  @Test
  void whatALaterStateHasSentIsToldFromWhatThisOneHas() {
    Map<String, Bytes> old = new HashMap<>();
    Group source = scene.client.create(scene.identity("dora"), Scene.bytes("g"), List.of(), NOW);
    byte[] before = source.send(NOTHING, NOTHING);
    Store.into(old, source.unsaved());
    byte[] after = source.send(NOTHING, NOTHING);
    Group copy = scene.client.restore(old);
    assertFalse(copy.isOfLaterState(before));
    assertTrue(copy.isOfLaterState(after));
    assertFalse(source.isOfLaterState(after));
    assertFalse(alice.isOfLaterState(bob.send(NOTHING, NOTHING)));
    copy.apply(copy.commit().build(NOW));
    assertFalse(copy.isOfLaterState(after));
  }

  @Test
  void proposalsAreCommittedBeforeDataIsSent() {
    bob.process(alice.propose(new Proposal.Remove(2), Bytes.EMPTY, NOW), NOW);
    broken(Rule.COMMIT_BEFORE_DATA, bob, () -> bob.send(NOTHING, NOTHING));
    bob.forget(bob.proposals().getFirst().reference());
    bob.send(NOTHING, NOTHING);
  }

  @Test
  void outsidersProposeOnlyWhatTheyMay() {
    byte[] remove =
        scene.forged(
            alice,
            new Sender.NewMemberProposal(),
            new FramedContent.Content.OfProposal(new Proposal.Remove(1)));
    broken(Rule.SENDER_NOT_ALLOWED, bob, remove);
    byte[] commit =
        scene.forged(
            alice,
            new Sender.NewMemberCommit(),
            new FramedContent.Content.OfProposal(new Proposal.Remove(1)));
    broken(Rule.SENDER_NOT_ALLOWED, bob, commit);
    byte[] joining = scene.client.proposeJoin(scene.keyPackage("dave"), Scene.GROUP, alice.epoch());
    assertEquals(
        KeptProposal.OUTSIDE,
        ((Received.ProposalKept) bob.process(joining, NOW)).proposal().senderLeaf());
  }

  @Test
  void externalSendersAreThoseOfTheGroup() {
    Identity service = scene.identity("service");
    byte[] early =
        scene.client.proposeExternally(
            service, 0, Scene.GROUP, alice.epoch(), new Proposal.Remove(2));
    broken(Rule.EXTERNAL_SENDER_UNKNOWN, bob, early);
    ExternalSender sender = new ExternalSender(service.signaturePublicKey(), service.credential());
    Extension senders = Extension.externalSenders(List.of(sender));
    follow(alice, alice.commit().extensions(List.of(senders)).build(NOW), bob, carol);
    byte[] late =
        scene.client.proposeExternally(
            service, 0, Scene.GROUP, alice.epoch(), new Proposal.Remove(2));
    bob.process(late, NOW);
    byte[] init =
        scene.client.proposeExternally(
            service, 0, Scene.GROUP, alice.epoch(), new Proposal.ExternalInit(Scene.bytes("no")));
    broken(Rule.SENDER_NOT_ALLOWED, bob, init);
    byte[] stranger =
        scene.client.proposeExternally(
            scene.identity("service"), 0, Scene.GROUP, alice.epoch(), new Proposal.Remove(2));
    broken(Rule.INVALID_SIGNATURE, bob, stranger);
    alice.process(late, NOW);
    carol.process(late, NOW);
    PendingCommit commit = bob.commit().build(NOW);
    StagedCommit staged = (StagedCommit) carol.process(commit.message(), NOW);
    assertEquals(true, staged.removesSelf());
    follow(bob, commit, alice);
    carol.apply(staged);
    assertEquals(Group.Status.REMOVED, carol.status());
    broken(Rule.GROUP_NOT_ACTIVE, carol, () -> carol.send(NOTHING, NOTHING));
    broken(Rule.EPOCH_NOT_KEPT, carol, alice.send(NOTHING, NOTHING));
  }
}
