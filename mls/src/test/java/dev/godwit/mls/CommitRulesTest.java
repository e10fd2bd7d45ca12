package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;
import static dev.godwit.mls.Scene.broken;
import static dev.godwit.mls.Scene.bytes;
import static dev.godwit.mls.Scene.follow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.crypto.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Which lists of proposals and which paths are refused, by who makes a commit and by who gets it.
final class CommitRulesTest {
  private final Scene scene = new Scene();
  private final Group alice = scene.alice;
  private final Group bob = scene.bob;
  private final Group carol = scene.carol;

  private void refused(Rule rule, Proposal... proposals) {
    broken(
        rule,
        alice,
        () -> {
          CommitBuilder builder = alice.commit();
          List.of(proposals).forEach(builder::propose);
          builder.build(NOW);
        });
    broken(rule, bob, scene.forgedCommit(alice, proposals));
  }

  private Proposal psk(Bytes id, int nonceBytes) {
    Bytes nonce = Bytes.of(new byte[nonceBytes]);
    return new Proposal.PreSharedKey(new PreSharedKeyId.External(id, nonce));
  }

  private Proposal resumption(PreSharedKeyId.Usage usage, long epoch) {
    return new Proposal.PreSharedKey(
        new PreSharedKeyId.Resumption(usage, Scene.GROUP, epoch, Bytes.of(new byte[32])));
  }

  @Test
  void ownUpdatesAreNotCommitted() {
    LeafNode leaf =
        LeafNode.forUpdate(
            scene.suite,
            alice.identity().signatureKey(),
            scene.leafContent(alice.identity(), scene.suite.generateKeyPair()),
            Scene.GROUP,
            0);
    refused(Rule.UPDATE_BY_COMMITTER, new Proposal.Update(leaf));
  }

  @Test
  void nobodyRemovesItself() {
    refused(Rule.REMOVE_OF_COMMITTER, new Proposal.Remove(0));
  }

  @Test
  void onlyMembersAreRemoved() {
    refused(Rule.REMOVE_OF_NOBODY, new Proposal.Remove(3));
    refused(Rule.REMOVE_OF_NOBODY, new Proposal.Remove(-1));
    broken(
        Rule.REMOVE_OF_NOBODY,
        alice,
        () -> alice.propose(new Proposal.Remove(99), Bytes.EMPTY, NOW));
  }

  @Test
  void aLeafChangesOnce() {
    refused(Rule.LEAF_CHANGED_TWICE, new Proposal.Remove(2), new Proposal.Remove(2));
  }

  @Test
  void aClientIsAddedOnce() {
    Proposal one = new Proposal.Add(scene.keyPackage("dave").keyPackage());
    Proposal two = new Proposal.Add(scene.keyPackage("dave").keyPackage());
    refused(Rule.CLIENT_ADDED_TWICE, one, two);
  }

  @Test
  void aMemberIsNotAddedAgainUnlessItIsRemoved() {
    Proposal again = new Proposal.Add(scene.keyPackage("carol").keyPackage());
    refused(Rule.CLIENT_ALREADY_MEMBER, again);
    CommitSummary summary =
        alice.commit().propose(new Proposal.Remove(2)).propose(again).build(NOW).summary();
    assertEquals(1, summary.added().size());
    assertEquals(1, summary.removed().size());
  }

  @Test
  void aPreSharedKeyIsUsedOnce() {
    refused(Rule.PSK_TWICE, psk(Scene.PSK, 32), psk(Scene.PSK, 32));
  }

  @Test
  void noncesHaveTheirLength() {
    refused(Rule.PSK_NONCE_LENGTH, psk(Scene.PSK, 31));
  }

  @Test
  void tiesToOtherGroupsAreOnlyForFirstCommits() {
    refused(Rule.PSK_USAGE_NOT_ALLOWED, resumption(PreSharedKeyId.Usage.REINIT, alice.epoch()));
    refused(Rule.PSK_USAGE_NOT_ALLOWED, resumption(PreSharedKeyId.Usage.BRANCH, alice.epoch()));
  }

  @Test
  void preSharedKeysMustBeKnown() {
    broken(Rule.PSK_UNKNOWN, alice, () -> alice.commit().externalPsk(bytes("unknown")).build(NOW));
    broken(Rule.PSK_UNKNOWN, alice, () -> alice.commit().resumptionPsk(77).build(NOW));
    PendingCommit commit = alice.commit().externalPsk(Scene.PSK).build(NOW);
    Bytes known = Objects.requireNonNull(scene.psks.remove(Scene.PSK));
    broken(Rule.PSK_UNKNOWN, bob, commit.message());
    scene.psks.put(Scene.PSK, known);
    follow(alice, commit, bob, carol);
    follow(alice, alice.commit().resumptionPsk(alice.epoch() - 1).build(NOW), bob, carol);
    assertEquals(bob.epochAuthenticator(), carol.epochAuthenticator());
  }

  @Test
  void aWrongPreSharedKeyIsNoticed() {
    PendingCommit commit = alice.commit().externalPsk(Scene.PSK).build(NOW);
    scene.psks.put(Scene.PSK, Bytes.of(new byte[32]));
    broken(Rule.INVALID_CONFIRMATION_TAG, bob, commit.message());
  }

  @Test
  void extensionsAreReplacedOnce() {
    Proposal extensions = new Proposal.GroupContextExtensions(List.of());
    refused(Rule.EXTENSIONS_TWICE, extensions, extensions);
  }

  @Test
  void aReinitStandsAlone() {
    Proposal reInit = new Proposal.ReInit(bytes("next"), 1, 3, List.of());
    refused(Rule.REINIT_NOT_ALONE, reInit, new Proposal.Remove(2));
    refused(Rule.REINIT_VERSION, new Proposal.ReInit(bytes("next"), 0, 3, List.of()));
  }

  @Test
  void membersDoNotInitializeExternally() {
    refused(Rule.EXTERNAL_INIT_BY_MEMBER, new Proposal.ExternalInit(Bytes.EMPTY));
    broken(
        Rule.EXTERNAL_INIT_BY_MEMBER,
        bob,
        scene.forgedProposal(alice, new Proposal.ExternalInit(Bytes.EMPTY)));
  }

  @Test
  void unknownProposalsAreRefused() {
    refused(Rule.UNSUPPORTED_PROPOSAL, new Proposal.Custom(Scene.CUSTOM_PROPOSAL, Bytes.EMPTY));
    Commit commit =
        new Commit(List.of(new ProposalOrRef.ByReference(bytes("no such proposal"))), null);
    broken(Rule.UNKNOWN_PROPOSAL, bob, scene.forgedCommit(alice, commit));
  }

  @Test
  void aCommitThatRemovesNeedsAPath() {
    broken(Rule.PATH_MISSING, bob, scene.forgedCommit(alice, new Proposal.Remove(2)));
    broken(Rule.PATH_MISSING, bob, scene.forgedCommit(alice));
    broken(
        Rule.PATH_MISSING,
        bob,
        scene.forged(
            alice,
            new Sender.NewMemberCommit(),
            new FramedContent.Content.OfCommit(new Commit(List.of(), null))));
  }

  @Test
  void aCommitOfAddsMayGoWithoutPath() {
    KeyPackage dave = scene.keyPackage("dave").keyPackage();
    PendingCommit commit = alice.commit().add(dave).withoutPath().build(NOW);
    assertTrue(Scene.commitIn(commit.message()).path().isEmpty());
    follow(alice, commit, bob, carol);
  }

  // --- paths -------------------------------------------------------------------------------------

  /// Alice's path, with nodes of somebody's choosing.
  private byte[] withNodes(UnaryOperator<List<UpdatePath.Node>> change) {
    UpdatePath path = Scene.commitIn(alice.commit().build(NOW).message()).path().orElseThrow();
    UpdatePath other = new UpdatePath(path.leafNode(), change.apply(path.nodes()));
    return scene.forgedCommit(alice, new Commit(List.of(), other));
  }

  private static List<UpdatePath.Node> replaced(
      List<UpdatePath.Node> nodes, int at, UpdatePath.Node node) {
    List<UpdatePath.Node> other = new ArrayList<>(nodes);
    other.set(at, node);
    return other;
  }

  @Test
  void aPathHasTheLengthOfTheFilteredDirectPath() {
    broken(Rule.PATH_LENGTH, bob, withNodes(nodes -> nodes.subList(1, nodes.size())));
  }

  @Test
  void aPathHasOneCiphertextForEachRecipient() {
    broken(
        Rule.PATH_CIPHERTEXTS,
        bob,
        withNodes(
            nodes ->
                replaced(
                    nodes,
                    0,
                    new UpdatePath.Node(
                        nodes.getFirst().encryptionKey(), HpkeCiphertexts.of(List.of())))));
  }

  @Test
  void aPathBringsNewKeys() {
    Bytes taken = alice.leafNode(1).orElseThrow().encryptionKey();
    broken(
        Rule.PATH_KEY_REUSED,
        bob,
        withNodes(nodes -> replaced(nodes, 0, withKey(nodes.getFirst(), taken))));
    broken(
        Rule.PATH_KEY_REUSED,
        bob,
        withNodes(
            nodes -> replaced(nodes, 1, withKey(nodes.get(1), nodes.getFirst().encryptionKey()))));
  }

  private static UpdatePath.Node withKey(UpdatePath.Node node, Bytes key) {
    return new UpdatePath.Node(key, node.encryptedPathSecrets());
  }

  @Test
  void thePathIsTheOneThatTheLeafHasSigned() {
    Bytes fresh = Bytes.of(scene.suite.generateKeyPair().publicKey());
    broken(
        Rule.PARENT_HASH_INVALID,
        bob,
        withNodes(nodes -> replaced(nodes, 0, withKey(nodes.getFirst(), fresh))));
  }

  @Test
  void keysOfThePathAreOfTheSuite() {
    broken(
        Rule.INVALID_PUBLIC_KEY,
        bob,
        withNodes(nodes -> replaced(nodes, 0, withKey(nodes.getFirst(), bytes("short")))));
  }

  @Test
  void pathSecretsCanBeDecrypted() {
    broken(
        Rule.PATH_DECRYPTION_FAILED,
        bob,
        withNodes(nodes -> replaced(nodes, 0, withGarbage(nodes.getFirst()))));
  }

  private static UpdatePath.Node withGarbage(UpdatePath.Node node) {
    HpkeCiphertext real = node.encryptedPathSecrets().get(0);
    HpkeCiphertext garbage = new HpkeCiphertext(real.kemOutput(), bytes("garbage"));
    return new UpdatePath.Node(node.encryptionKey(), HpkeCiphertexts.of(List.of(garbage)));
  }

  @Test
  void pathSecretsGiveTheKeysOfThePath() {
    UpdatePath path = Scene.commitIn(alice.commit().build(NOW).message()).path().orElseThrow();
    RatchetTree tree = bob.state().epoch().tree().copy();
    new PathReader(scene.suite, tree, 0, path).merge(path.leafNode(), Set.of());
    Bytes context =
        bob.state().epoch().context().provisional(tree.treeHash(scene.suite), List.of()).encoded();
    HpkeCiphertext other =
        scene
            .suite
            .encryptAll(
                List.of(tree.member(1).encryptionKeyBytes()),
                scene.suite.encryptContext("UpdatePathNode", context.array()),
                List.of(scene.suite.randomSecret()))
            .getFirst();
    UpdatePath.Node node =
        new UpdatePath.Node(
            path.nodes().getFirst().encryptionKey(), HpkeCiphertexts.of(List.of(other)));
    UpdatePath wrong = new UpdatePath(path.leafNode(), replaced(path.nodes(), 0, node));
    broken(Rule.PATH_KEY_MISMATCH, bob, scene.forgedCommit(alice, new Commit(List.of(), wrong)));
  }

  @Test
  void theLeafOfAPathSaysSo() {
    KeyPair key = scene.suite.generateKeyPair();
    LeafNode leaf =
        LeafNode.forUpdate(
            scene.suite,
            alice.identity().signatureKey(),
            scene.leafContent(alice.identity(), key),
            Scene.GROUP,
            0);
    UpdatePath path = new UpdatePath(leaf, List.of());
    broken(Rule.WRONG_LEAF_SOURCE, bob, scene.forgedCommit(alice, new Commit(List.of(), path)));
  }

  // --- what waits, what is over ------------------------------------------------------------------

  @Test
  void keptProposalsAreSelectedToMakeAValidCommit() {
    List<byte[]> proposals =
        List.of(
            bob.proposeUpdate(Bytes.EMPTY, NOW),
            carol.proposeUpdate(Bytes.EMPTY, NOW),
            carol.proposeUpdate(Bytes.EMPTY, NOW),
            bob.propose(new Proposal.Remove(2), Bytes.EMPTY, NOW),
            carol.propose(new Proposal.Remove(0), Bytes.EMPTY, NOW),
            carol.propose(
                new Proposal.Add(scene.keyPackage("dave").keyPackage()), Bytes.EMPTY, NOW),
            bob.propose(new Proposal.Add(scene.keyPackage("dave").keyPackage()), Bytes.EMPTY, NOW),
            bob.propose(new Proposal.ReInit(bytes("next"), 1, 3, List.of()), Bytes.EMPTY, NOW));
    proposals.forEach(message -> alice.process(message, NOW));
    List.of(1, 2, 4, 5).forEach(i -> bob.process(proposals.get(i), NOW));
    PendingCommit commit = alice.commit().build(NOW);
    assertEquals(1, commit.summary().added().size());
    assertEquals(
        List.of("carol"),
        commit.summary().removed().stream().map(m -> Scene.name(m.credential())).toList());
    assertEquals(2, commit.summary().updated().size());
    follow(alice, commit, bob);
    assertEquals(alice.epochAuthenticator(), bob.epochAuthenticator());
    assertTrue(alice.proposals().isEmpty() && bob.proposals().isEmpty());
  }

  @Test
  void onlyOneOfTwoCommitsIsApplied() {
    PendingCommit own = alice.commit().build(NOW);
    PendingCommit other = bob.commit().build(NOW);
    StagedCommit staged = (StagedCommit) alice.process(other.message(), NOW);
    StagedCommit again = (StagedCommit) alice.process(other.message(), NOW);
    byte[] saved = own.save();
    byte[] tree = own.ratchetTree();
    alice.apply(staged);
    broken(Rule.COMMIT_STALE, alice, () -> alice.apply(own));
    broken(Rule.COMMIT_STALE, alice, () -> alice.apply(again));
    broken(Rule.COMMIT_STALE, alice, () -> alice.restorePending(saved, tree));
    bob.apply(other);
    assertEquals(alice.epochAuthenticator(), bob.epochAuthenticator());
  }

  @Test
  void aCommitMayBeRefusedAfterItWasLookedAt() {
    for (Settings.Handshakes handshakes : Settings.Handshakes.values()) {
      Group sender =
          scene.client(Settings.DEFAULT.withHandshakes(handshakes)).restore(scene.aliceParts);
      byte[] message = sender.commit().remove(2).build(NOW).message();
      bob.unsaved();
      for (int i = 0; i < 2; i++) {
        StagedCommit staged = (StagedCommit) bob.process(message, NOW);
        assertEquals("carol", Scene.name(staged.summary().removed().getFirst().credential()));
        assertEquals("alice", Scene.name(staged.summary().committer().credential()));
        assertEquals(List.of(), bob.unsaved());
      }
    }
  }

  @Test
  void nothingCanBeDoneAfterRemoval() {
    PendingCommit commit = alice.commit().remove(2).build(NOW);
    byte[] late = bob.send(new byte[0], new byte[0]);
    follow(alice, commit, bob, carol);
    assertEquals(Group.Status.REMOVED, carol.status());
    carol.process(late, NOW);
    broken(Rule.GROUP_NOT_ACTIVE, carol, () -> carol.send(new byte[0], new byte[0]));
    broken(Rule.GROUP_NOT_ACTIVE, carol, () -> carol.commit().build(NOW));
    broken(Rule.GROUP_NOT_ACTIVE, carol, () -> carol.proposeUpdate(Bytes.EMPTY, NOW));
    broken(Rule.GROUP_NOT_ACTIVE, carol, carol::groupInfo);
    broken(Rule.EPOCH_NOT_KEPT, carol, alice.send(new byte[0], new byte[0]));
    broken(Rule.WRONG_EPOCH, carol, alice.commit().build(NOW).message());
  }
}
