package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;
import static dev.godwit.mls.Scene.broken;
import static dev.godwit.mls.Scene.bytes;
import static dev.godwit.mls.Scene.follow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Hpke;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What is checked before a group is joined, by welcome and by external commit.
final class JoiningRulesTest {
  private final Scene scene = new Scene();
  private final Group alice = scene.alice;
  private final Group bob = scene.bob;
  private final Group carol = scene.carol;
  private final OwnKeyPackage dave = scene.keyPackage("dave");

  private PendingCommit adding() {
    return alice.commit().add(dave.keyPackage()).build(NOW);
  }

  private Group join(PendingCommit commit) {
    return scene.client.join(dave, commit.welcome().orElseThrow(), commit.ratchetTree(), NOW);
  }

  @Test
  void aJoinerAgreesWithTheMembers() {
    PendingCommit commit = adding();
    Group joined = join(commit);
    follow(alice, commit, bob, carol);
    assertEquals(bob.epochAuthenticator(), joined.epochAuthenticator());
    assertEquals(bob.members(), joined.members());
    assertEquals(
        bob.export("label", bytes("context"), 20), joined.export("label", bytes("context"), 20));
    joined.process(bob.send(new byte[1], new byte[0]), NOW);
    follow(joined, joined.commit().build(NOW), alice, bob, carol);
    assertEquals(carol.epochAuthenticator(), joined.epochAuthenticator());
  }

  @Test
  void theTreeMayBeInsideTheWelcome() {
    Group sender = scene.client(Settings.DEFAULT.withTreeInWelcome(true)).restore(scene.aliceParts);
    Welcome welcome = sender.commit().add(dave.keyPackage()).build(NOW).welcome().orElseThrow();
    assertEquals(4, scene.client.join(dave, welcome, NOW).members().size());
  }

  @Test
  void aWelcomeIsForCertainKeyPackages() {
    Welcome welcome = adding().welcome().orElseThrow();
    broken(Rule.NOT_WELCOMED, () -> scene.client.join(scene.keyPackage("dave"), welcome, NOW));
    Identity other =
        scene.client.identity(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519, Credential.basic(bytes("dave")));
    OwnKeyPackage otherSuite = scene.client.keyPackage(other, Lifetime.from(NOW, 1000));
    broken(Rule.NOT_WELCOMED, () -> scene.client.join(otherSuite, welcome, NOW));
  }

  @Test
  void theSuiteOfAWelcomeIsKnown() {
    Welcome welcome = adding().welcome().orElseThrow();
    byte[] common = welcome.common();
    common[1] = 77;
    Welcome other = Welcome.of(common, welcome.secrets());
    broken(Rule.UNSUPPORTED_CIPHER_SUITE, () -> scene.client.join(dave, other, NOW));
  }

  @Test
  void aChangedWelcomeIsRefused() {
    Welcome welcome = adding().welcome().orElseThrow();
    byte[] common = welcome.common();
    common[common.length - 1] ^= 1;
    Welcome other = Welcome.of(common, welcome.secrets());
    broken(Rule.WELCOME_DECRYPTION_FAILED, () -> scene.client.join(dave, other, NOW));
  }

  @Test
  void theTreeComesFromSomewhereAndIsTheRightOne() {
    PendingCommit commit = adding();
    Welcome welcome = commit.welcome().orElseThrow();
    broken(Rule.TREE_MISSING, () -> scene.client.join(dave, welcome, NOW));
    byte[] before = alice.ratchetTree();
    broken(Rule.TREE_HASH_MISMATCH, () -> scene.client.join(dave, welcome, before, NOW));
    byte[] endsBlank = new Writer().vector(new byte[] {0}).toBytes();
    broken(Rule.MALFORMED_TREE, () -> scene.client.join(dave, welcome, endsBlank, NOW));
    byte[] empty = {0};
    broken(Rule.MALFORMED_TREE, () -> scene.client.join(dave, welcome, empty, NOW));
  }

  @Test
  void aJoinerIsInTheTree() {
    PendingCommit commit = adding();
    Welcome welcome = commit.welcome().orElseThrow();
    Hpke.Info info = scene.suite.encryptContext("Welcome", welcome.encryptedGroupInfo().array());
    byte[] secrets =
        scene
            .suite
            .decrypt(dave.initKey(), info, welcome.secrets().getFirst().encrypted())
            .orElseThrow();
    OwnKeyPackage eve = scene.keyPackage("eve");
    HpkeCiphertext sealed =
        scene
            .suite
            .encryptAll(List.of(eve.keyPackage().initKey().array()), info, List.of(secrets))
            .getFirst();
    Welcome.Secrets stolen = new Welcome.Secrets(eve.keyPackage().reference(scene.crypto), sealed);
    Welcome forEve = Welcome.of(welcome.common(), List.of(stolen));
    broken(Rule.NOT_IN_TREE, () -> scene.client.join(eve, forEve, commit.ratchetTree(), NOW));
  }

  @Test
  void aGroupIsJoinedOnce() {
    PendingCommit commit = adding();
    scene.groups.put(Scene.GROUP, bob);
    broken(Rule.GROUP_ALREADY_JOINED, () -> join(commit));
    scene.groups.clear();
    join(commit);
  }

  @Test
  void extensionsOfTheGroupAreSupportedByTheJoiner() {
    Settings more =
        Settings.DEFAULT.withSupport(
            new Support(List.of(Scene.CUSTOM_EXTENSION), List.of(), List.of(Credential.BASIC)));
    MlsClient able = scene.client(more);
    OwnKeyPackage own = able.keyPackage(scene.identity("erin"), Lifetime.from(NOW, 1000));
    Group group =
        able.create(
            scene.identity("zoe"),
            bytes("g"),
            List.of(new Extension(Scene.CUSTOM_EXTENSION, Bytes.EMPTY)),
            NOW);
    PendingCommit commit = group.commit().add(own.keyPackage()).build(NOW);
    Welcome welcome = commit.welcome().orElseThrow();
    broken(
        Rule.EXTENSION_UNSUPPORTED,
        () -> scene.client.join(own, welcome, commit.ratchetTree(), NOW));
    able.join(own, welcome, commit.ratchetTree(), NOW);
  }

  @Test
  void refusedMembersMakeAGroupUnjoinable() {
    CredentialCheck nobody =
        new CredentialCheck() {
          @Override
          public boolean isValid(Credential credential, Bytes key, long nowSeconds) {
            return !Scene.name(credential).equals("bob");
          }

          @Override
          public boolean isSuccessor(Credential before, Credential after) {
            return false;
          }
        };
    MlsClient strict = new MlsClient(scene.crypto, Settings.DEFAULT, nobody, PskLookup.NONE);
    PendingCommit commit = adding();
    broken(
        Rule.CREDENTIAL_REFUSED,
        () -> strict.join(dave, commit.welcome().orElseThrow(), commit.ratchetTree(), NOW));
  }

  // --- trees that only an insider can make
  // --------------------------------------------------------

  /// A group info of Alice's for another tree than the group's.
  private byte[] infoFor(RatchetTree tree) {
    Epoch epoch = alice.state().epoch();
    GroupContext real = epoch.context();
    GroupContext context =
        new GroupContext(
            Scene.SUITE,
            real.groupId(),
            real.epoch(),
            tree.treeHash(scene.suite),
            real.confirmedTranscriptHash(),
            List.of());
    GroupInfo info =
        GroupInfo.sign(
            scene.suite,
            alice.identity().signatureKey(),
            context,
            List.of(),
            epoch.transcript().confirmationTag(),
            0);
    return MlsMessage.encode(new MlsMessage.OfGroupInfo(info));
  }

  private void unjoinable(Rule rule, RatchetTree tree) {
    byte[] info = infoFor(tree);
    broken(
        rule,
        () ->
            scene
                .client
                .joinExternally(scene.identity("dave"), info)
                .ratchetTree(TreeCodec.encode(tree))
                .members(NOW));
  }

  private RatchetTree tree() {
    return alice.state().epoch().tree().copy();
  }

  /// The root of a tree in which a commit of Bob has set it.
  private static ParentNode root(RatchetTree tree) {
    return Objects.requireNonNull(tree.parent(tree.root()));
  }

  @Test
  void everyParentIsVouchedFor() {
    RatchetTree otherKey = tree();
    byte[] key = scene.suite.generateKeyPair().publicKey();
    otherKey.put(otherKey.root(), ParentNode.fresh(key, new byte[0]));
    unjoinable(Rule.PARENT_HASH_INVALID, otherKey);
    RatchetTree extra = tree();
    extra.put(5, ParentNode.fresh(key, new byte[0]));
    unjoinable(Rule.PARENT_HASH_INVALID, extra);
  }

  @Test
  void unmergedLeavesAreMembersBelowInOrder() {
    for (int[] wrong : new int[][] {{3}, {-1}, {9}, {2, 1}, {2, 2}}) {
      RatchetTree tree = tree();
      Writer out = new Writer();
      root(tree).write(out, wrong);
      tree.put(tree.root(), Reader.whole(out.toBytes(), ParentNode::read));
      unjoinable(Rule.UNMERGED_LEAVES_INVALID, tree);
    }
    // unmerged at the root, but not at the parent between
    RatchetTree tree = tree();
    tree.put(tree.root(), root(tree).withUnmerged(0));
    unjoinable(Rule.UNMERGED_LEAVES_INVALID, tree);
  }

  @Test
  void keysInATreeAreDistinct() {
    RatchetTree tree = tree();
    byte[] taken = tree.member(0).encryptionKeyBytes();
    tree.put(tree.root(), ParentNode.fresh(taken, new byte[0]));
    unjoinable(Rule.ENCRYPTION_KEY_DUPLICATE, tree);
  }

  @Test
  void leavesOfATreeAreSigned() {
    RatchetTree tree = tree();
    Identity eve = scene.identity("eve");
    LeafNode.Content content = scene.leafContent(eve, scene.suite.generateKeyPair());
    tree.put(
        3,
        LeafNode.forKeyPackage(
            scene.suite, alice.identity().signatureKey(), content, Lifetime.from(NOW, 1000)));
    unjoinable(Rule.INVALID_LEAF_SIGNATURE, tree);
  }

  @Test
  void lifetimesInATreeAreCheckedOnDemand() {
    PendingCommit commit = adding();
    Settings strict =
        Settings.DEFAULT.withLifetimes(
            new Settings.Lifetimes(Settings.Lifetimes.Checked.ALL, 400 * 24 * 3600));
    Welcome welcome = commit.welcome().orElseThrow();
    scene.client(strict).join(dave, welcome, commit.ratchetTree(), NOW);
    broken(
        Rule.LIFETIME_OUTSIDE,
        () -> scene.client(strict).join(dave, welcome, commit.ratchetTree(), NOW + 5000));
    scene.client.join(dave, welcome, commit.ratchetTree(), NOW + 5000);
  }

  // --- external commits --------------------------------------------------------------------------

  private ExternalJoinBuilder joining(Identity identity) {
    return scene
        .client
        .joinExternally(identity, alice.groupInfo())
        .ratchetTree(alice.ratchetTree());
  }

  @Test
  void anyoneMayJoinByAnExternalCommit() {
    ExternalJoin join = joining(scene.identity("dave")).externalPsk(Scene.PSK).build(NOW);
    for (Group member : List.of(alice, bob, carol)) {
      StagedCommit staged = (StagedCommit) member.process(join.message(), NOW);
      assertTrue(staged.summary().joinedExternally());
      assertEquals("dave", Scene.name(staged.summary().committer().credential()));
      member.apply(staged);
      assertEquals(join.group().epochAuthenticator(), member.epochAuthenticator());
    }
    alice.process(join.group().send(new byte[1], new byte[0]), NOW);
  }

  @Test
  void aMemberMayReplaceItsFormerSelf() {
    ExternalJoin join = joining(scene.identity("carol")).replacing(2).build(NOW);
    StagedCommit staged = (StagedCommit) bob.process(join.message(), NOW);
    bob.apply(staged);
    assertEquals(3, bob.members().size());
    assertEquals(join.group().epochAuthenticator(), bob.epochAuthenticator());
    assertEquals(1, staged.summary().removed().size());
    StagedCommit own = (StagedCommit) carol.process(join.message(), NOW);
    assertTrue(own.removesSelf());
  }

  @Test
  void aMemberDoesNotJoinBesideItself() {
    broken(Rule.CLIENT_ALREADY_MEMBER, () -> joining(scene.identity("carol")).build(NOW));
    // one that does not know that Carol is a member already
    MlsClient lenient =
        new MlsClient(scene.crypto, Settings.DEFAULT, new Lenient(), PskLookup.NONE);
    byte[] message =
        lenient
            .joinExternally(scene.identity("carol"), alice.groupInfo())
            .ratchetTree(alice.ratchetTree())
            .build(NOW)
            .message();
    broken(Rule.CLIENT_ALREADY_MEMBER, bob, message);
  }

  private static final class Lenient implements CredentialCheck {
    @Override
    public boolean isValid(Credential credential, Bytes signatureKey, long nowSeconds) {
      return true;
    }

    @Override
    public boolean isSuccessor(Credential before, Credential after) {
      return true;
    }
  }

  @Test
  void nobodyReplacesSomebodyElse() {
    broken(
        Rule.CREDENTIAL_NOT_SUCCESSOR,
        () -> joining(scene.identity("dave")).replacing(2).build(NOW));
  }

  @Test
  void theGroupInfoIsSignedAndHasTheExternalKey() {
    byte[] info = alice.groupInfo();
    info[info.length - 1] ^= 1;
    broken(
        Rule.INVALID_GROUP_INFO_SIGNATURE,
        () ->
            scene
                .client
                .joinExternally(scene.identity("dave"), info)
                .ratchetTree(alice.ratchetTree())
                .build(NOW));
    GroupInfo without =
        new GroupInfos(
                scene.suite,
                Settings.DEFAULT,
                alice.state().epoch(),
                alice.identity().signatureKey())
            .forWelcome();
    byte[] message = MlsMessage.encode(new MlsMessage.OfGroupInfo(without));
    broken(
        Rule.EXTERNAL_PUB_MISSING,
        () ->
            scene
                .client
                .joinExternally(scene.identity("dave"), message)
                .ratchetTree(alice.ratchetTree())
                .build(NOW));
    broken(
        Rule.UNEXPECTED_MESSAGE,
        () -> scene.client.joinExternally(scene.identity("dave"), dave.keyPackage().encode()));
  }

  @Test
  void externalCommitsHoldNothingElse() {
    Identity eve = scene.identity("eve");
    UpdatePath path = Scene.commitIn(joining(eve).build(NOW).message()).path().orElseThrow();
    ProposalOrRef init = new ProposalOrRef.ByValue(new Proposal.ExternalInit(bytes("kem output")));
    ProposalOrRef remove = new ProposalOrRef.ByValue(new Proposal.Remove(1));
    ProposalOrRef other = new ProposalOrRef.ByValue(new Proposal.Remove(2));
    ProposalOrRef add = new ProposalOrRef.ByValue(new Proposal.Add(dave.keyPackage()));
    ProposalOrRef reference = new ProposalOrRef.ByReference(bytes("reference"));
    for (List<ProposalOrRef> wrong :
        List.of(
            List.<ProposalOrRef>of(),
            List.of(init, init),
            List.of(init, remove, other),
            List.of(init, add),
            List.of(init, reference))) {
      byte[] message =
          scene.forged(
              alice,
              new Sender.NewMemberCommit(),
              new FramedContent.Content.OfCommit(new Commit(wrong, path)),
              eve.signatureKey(),
              Bytes.EMPTY);
      broken(Rule.EXTERNAL_COMMIT_PROPOSALS, bob, message);
    }
  }

  @Test
  void theInitSecretIsForTheGroup() {
    Identity eve = scene.identity("eve");
    Commit real = Scene.commitIn(joining(eve).build(NOW).message());
    ProposalOrRef init =
        new ProposalOrRef.ByValue(new Proposal.ExternalInit(bytes("no kem output")));
    byte[] message =
        scene.forged(
            alice,
            new Sender.NewMemberCommit(),
            new FramedContent.Content.OfCommit(
                new Commit(List.of(init), real.path().orElseThrow())),
            eve.signatureKey(),
            Bytes.EMPTY);
    broken(Rule.DECRYPTION_FAILED, bob, message);
  }

  // --- groups from groups ------------------------------------------------------------------------

  @Test
  void aReinitializedGroupTakesThePlaceOfTheOld() {
    Proposal reInit = new Proposal.ReInit(bytes("next"), 1, Scene.SUITE.id(), List.of());
    follow(alice, alice.commit().propose(reInit).build(NOW), bob, carol);
    assertEquals(Group.Status.REINITIALIZED, bob.status());
    assertEquals(reInit, bob.reInit().orElseThrow());
    broken(Rule.GROUP_NOT_ACTIVE, bob, () -> bob.send(new byte[0], new byte[0]));
    scene.groups.put(Scene.GROUP, bob);
    OwnKeyPackage forBob = scene.keyPackage("bob");
    OwnKeyPackage forCarol = scene.keyPackage("carol");
    NewGroup next =
        scene.client.reinitialize(
            alice,
            scene.identity("alice"),
            List.of(forBob.keyPackage(), forCarol.keyPackage()),
            NOW);
    next.group().apply(next.commit());
    Group joined =
        scene.client.join(
            forBob, next.commit().welcome().orElseThrow(), next.commit().ratchetTree(), NOW);
    assertEquals(next.group().epochAuthenticator(), joined.epochAuthenticator());
    NewGroup withoutCarol =
        scene.client.reinitialize(
            alice, scene.identity("alice"), List.of(forBob.keyPackage()), NOW);
    broken(
        Rule.REINIT_MISMATCH,
        () ->
            scene.client.join(
                forBob,
                withoutCarol.commit().welcome().orElseThrow(),
                withoutCarol.commit().ratchetTree(),
                NOW));
    broken(
        Rule.REINIT_MISMATCH,
        () -> scene.client.reinitialize(carolBefore(), scene.identity("x"), List.of(), NOW));
  }

  private Group carolBefore() {
    return scene.client.restore(scene.aliceParts);
  }

  @Test
  void aBranchHasOnlyMembersOfTheOldGroup() {
    scene.groups.put(Scene.GROUP, bob);
    OwnKeyPackage forBob = scene.keyPackage("bob");
    NewGroup branch =
        scene.client.branch(
            alice, scene.identity("alice"), bytes("branch"), List.of(forBob.keyPackage()), NOW);
    Group joined =
        scene.client.join(
            forBob, branch.commit().welcome().orElseThrow(), branch.commit().ratchetTree(), NOW);
    assertEquals(2, joined.members().size());
    NewGroup wrong =
        scene.client.branch(
            alice,
            scene.identity("alice"),
            bytes("branch"),
            List.of(forBob.keyPackage(), dave.keyPackage()),
            NOW);
    broken(
        Rule.BRANCH_MISMATCH,
        () ->
            scene.client.join(
                forBob, wrong.commit().welcome().orElseThrow(), wrong.commit().ratchetTree(), NOW));
    scene.groups.clear();
    broken(
        Rule.PSK_UNKNOWN,
        () ->
            scene.client.join(
                forBob,
                branch.commit().welcome().orElseThrow(),
                branch.commit().ratchetTree(),
                NOW));
  }

  @Test
  void damagedOrUnknownStateIsNotRestored() {
    broken(Rule.UNKNOWN_FORMAT, () -> scene.client.restore(Map.of()));
    Map<String, Bytes> parts = new HashMap<>(scene.aliceParts);
    parts.put("p", Bytes.of((byte) 99));
    broken(Rule.UNKNOWN_FORMAT, () -> scene.client.restore(parts));
    broken(Rule.UNKNOWN_FORMAT, () -> OwnKeyPackage.decode(new byte[] {99}));
  }
}
