package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;
import static dev.godwit.mls.Scene.broken;
import static dev.godwit.mls.Scene.bytes;
import static dev.godwit.mls.Scene.follow;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What key packages and leaf nodes must fulfil, made by this client and by others.
final class LeafRulesTest {
  private final Scene scene = new Scene();
  private final Group alice = scene.alice;
  private final Group bob = scene.bob;
  private final Identity dave = scene.identity("dave");
  private final KeyPair key = scene.suite.generateKeyPair();
  private final LeafNode.Content content = scene.leafContent(dave, key);

  /// Nobody adds it, and nobody takes it from one who does.
  private void refused(Rule rule, KeyPackage keyPackage) {
    broken(rule, alice, () -> alice.commit().add(keyPackage).build(NOW));
    broken(rule, bob, scene.forgedProposal(alice, new Proposal.Add(keyPackage)));
    broken(rule, bob, scene.forgedCommit(alice, new Proposal.Add(keyPackage)));
  }

  private LeafNode signed(LeafNode.Content other) {
    return LeafNode.forKeyPackage(
        scene.suite, dave.signatureKey(), other, Lifetime.from(NOW, 1000));
  }

  private LeafNode.Content with(Credential credential, Capabilities capabilities) {
    return new LeafNode.Content(
        content.encryptionKey(), content.signatureKey(), credential, capabilities, List.of());
  }

  private Capabilities capabilities(List<Integer> extensions, List<Integer> credentials) {
    Capabilities mine = content.capabilities();
    return new Capabilities(
        mine.versions(), mine.cipherSuites(), extensions, List.of(), credentials);
  }

  @Test
  void aGoodKeyPackageIsTaken() {
    alice.commit().add(scene.withContent(dave, content)).build(NOW);
    assertTrue(
        scene.client.lastResortKeyPackage(dave, Lifetime.from(NOW, 5)).keyPackage().isLastResort());
  }

  @Test
  void leafSignaturesAreChecked() {
    LeafNode wrong =
        LeafNode.forKeyPackage(
            scene.suite, scene.identity("eve").signatureKey(), content, Lifetime.from(NOW, 1000));
    refused(Rule.INVALID_LEAF_SIGNATURE, scene.around(dave, wrong));
  }

  @Test
  void keyPackageSignaturesAreChecked() {
    refused(
        Rule.INVALID_KEY_PACKAGE_SIGNATURE, scene.around(scene.identity("eve"), signed(content)));
  }

  @Test
  void keyPackagesAreForTheSuiteOfTheGroup() {
    Identity other =
        scene.client.identity(
            CipherSuite.X25519_AES128GCM_SHA256_ED25519, Credential.basic(bytes("dave")));
    refused(
        Rule.WRONG_KEY_PACKAGE_SUITE,
        scene.client.keyPackage(other, Lifetime.from(NOW, 1000)).keyPackage());
  }

  @Test
  void initAndLeafKeysDiffer() {
    refused(
        Rule.INIT_KEY_REUSED,
        KeyPackage.sign(
            scene.suite, dave.signatureKey(), key.publicKey(), signed(content), List.of()));
  }

  @Test
  void keysAreOfTheSuite() {
    LeafNode.Content shortKey =
        new LeafNode.Content(
            Bytes.of(new byte[31]),
            content.signatureKey(),
            content.credential(),
            content.capabilities(),
            List.of());
    refused(Rule.INVALID_PUBLIC_KEY, scene.withContent(dave, shortKey));
    refused(
        Rule.INVALID_PUBLIC_KEY,
        KeyPackage.sign(
            scene.suite, dave.signatureKey(), new byte[33], signed(content), List.of()));
  }

  @Test
  void theLeafOfAKeyPackageSaysSo() {
    LeafNode update = LeafNode.forUpdate(scene.suite, dave.signatureKey(), content, Scene.GROUP, 3);
    refused(Rule.WRONG_LEAF_SOURCE, scene.around(dave, update));
  }

  @Test
  void lifetimesIncludeNowAndAreNotTooLong() {
    for (Lifetime wrong :
        List.of(
            new Lifetime(NOW + 1, NOW + 2),
            new Lifetime(NOW - 2, NOW - 1),
            new Lifetime(NOW + 2, NOW - 2))) {
      refused(Rule.LIFETIME_OUTSIDE, scene.client.keyPackage(dave, wrong).keyPackage());
    }
    refused(
        Rule.LIFETIME_TOO_LONG, scene.client.keyPackage(dave, new Lifetime(0, -1)).keyPackage());
    KeyPackage expired = scene.client.keyPackage(dave, new Lifetime(NOW - 2, NOW)).keyPackage();
    scene.client.check(expired, NOW);
    broken(Rule.LIFETIME_OUTSIDE, () -> scene.client.check(expired, NOW + 1));
  }

  @Test
  void theApplicationRefusesCredentials() {
    refused(Rule.CREDENTIAL_REFUSED, scene.keyPackage("mallory").keyPackage());
  }

  @Test
  void credentialTypesAreSupportedByAll() {
    LeafNode.Content ownType =
        with(
            new Credential.Other(0xf00d, Bytes.EMPTY),
            capabilities(List.of(), List.of(Credential.BASIC)));
    refused(Rule.CREDENTIAL_UNSUPPORTED, scene.withContent(dave, ownType));
    LeafNode.Content othersType =
        with(
            new Credential.Other(0xf00d, Bytes.EMPTY),
            capabilities(List.of(), List.of(0xf00d, Credential.BASIC)));
    KeyPackage strange = scene.withContent(dave, othersType);
    broken(
        Rule.CREDENTIAL_UNSUPPORTED,
        alice,
        () -> alice.commit().add(strange).withoutPath().build(NOW));
    broken(Rule.CREDENTIAL_UNSUPPORTED, bob, scene.forgedCommit(alice, new Proposal.Add(strange)));
  }

  @Test
  void extensionsOfALeafAreInItsCapabilities() {
    LeafNode.Content unlisted =
        new LeafNode.Content(
            content.encryptionKey(),
            content.signatureKey(),
            content.credential(),
            content.capabilities(),
            List.of(new Extension(Scene.CUSTOM_EXTENSION, Bytes.EMPTY)));
    refused(Rule.EXTENSION_NOT_LISTED, scene.withContent(dave, unlisted));
  }

  @Test
  void versionAndSuiteAreInTheCapabilities() {
    Capabilities none =
        new Capabilities(List.of(1), List.of(7), List.of(), List.of(), List.of(Credential.BASIC));
    refused(Rule.SUITE_NOT_LISTED, scene.withContent(dave, with(content.credential(), none)));
    Capabilities noVersion =
        new Capabilities(List.of(2), List.of(3), List.of(), List.of(), List.of(Credential.BASIC));
    refused(Rule.SUITE_NOT_LISTED, scene.withContent(dave, with(content.credential(), noVersion)));
  }

  @Test
  void requiredCapabilitiesAreRequired() {
    Extension required =
        Extension.requiredCapabilities(
            new RequiredCapabilities(
                List.of(Scene.CUSTOM_EXTENSION),
                List.of(Scene.CUSTOM_PROPOSAL),
                List.of(Credential.BASIC)));
    broken(
        Rule.CAPABILITY_MISSING,
        alice,
        () -> alice.commit().extensions(List.of(required)).build(NOW));
    Proposal extensions = new Proposal.GroupContextExtensions(List.of(required));
    broken(Rule.CAPABILITY_MISSING, bob, scene.forgedCommit(alice, extensions));
    Extension credentials =
        Extension.requiredCapabilities(
            new RequiredCapabilities(List.of(), List.of(), List.of(Credential.BASIC)));
    follow(alice, alice.commit().extensions(List.of(credentials)).build(NOW), bob, scene.carol);
    LeafNode.Content without =
        with(new Credential.Other(0xf00d, Bytes.EMPTY), capabilities(List.of(), List.of(0xf00d)));
    refused(Rule.CAPABILITY_MISSING, scene.withContent(dave, without));
  }

  @Test
  void newExtensionsOfTheGroupAreSupportedByAll() {
    Extension unknown = new Extension(Scene.CUSTOM_EXTENSION, Bytes.EMPTY);
    broken(
        Rule.CAPABILITY_MISSING,
        alice,
        () -> alice.commit().extensions(List.of(unknown)).build(NOW));
  }

  @Test
  void listsOfExtensionsHaveEachTypeOnce() {
    Extension extension = Extension.applicationId(bytes("one"));
    LeafNode.Content twice =
        new LeafNode.Content(
            content.encryptionKey(),
            content.signatureKey(),
            content.credential(),
            content.capabilities(),
            List.of(extension, extension));
    broken(Rule.DUPLICATE_EXTENSION, () -> scene.withContent(dave, twice));
    broken(
        Rule.DUPLICATE_EXTENSION,
        alice,
        () -> alice.commit().extensions(List.of(extension, extension)).build(NOW));
  }

  @Test
  void signatureKeysAreUnique() {
    // another name, so that it counts as another client, with Bob's key
    Identity twin =
        new Identity(Scene.SUITE, Credential.basic(bytes("twin")), bob.identity().signatureKey());
    KeyPackage keyPackage = scene.client.keyPackage(twin, Lifetime.from(NOW, 1000)).keyPackage();
    broken(Rule.SIGNATURE_KEY_DUPLICATE, alice, () -> alice.commit().add(keyPackage).build(NOW));
    broken(
        Rule.SIGNATURE_KEY_DUPLICATE, bob, scene.forgedCommit(alice, new Proposal.Add(keyPackage)));
  }

  @Test
  void encryptionKeysAreUnique() {
    Bytes taken = bob.leafNode(0).orElseThrow().encryptionKey();
    LeafNode.Content same =
        new LeafNode.Content(
            taken, content.signatureKey(), content.credential(), content.capabilities(), List.of());
    KeyPackage keyPackage = scene.withContent(dave, same);
    broken(
        Rule.ENCRYPTION_KEY_DUPLICATE,
        alice,
        () -> alice.commit().add(keyPackage).withoutPath().build(NOW));
    broken(
        Rule.ENCRYPTION_KEY_DUPLICATE,
        bob,
        scene.forgedCommit(alice, new Proposal.Add(keyPackage)));
  }

  @Test
  void anUpdateBringsANewKeyRightlySigned() {
    Identity own = alice.identity();
    LeafNode before = alice.leafNode(0).orElseThrow();
    LeafNode.Content same =
        new LeafNode.Content(
            before.encryptionKey(),
            before.signatureKey(),
            before.credential(),
            before.capabilities(),
            List.of());
    broken(Rule.ENCRYPTION_KEY_UNCHANGED, bob, update(own, same, 0));
    LeafNode.Content fresh = scene.leafContent(own, key);
    broken(Rule.INVALID_LEAF_SIGNATURE, bob, update(own, fresh, 1));
    broken(
        Rule.WRONG_LEAF_SOURCE,
        bob,
        scene.forgedProposal(
            alice,
            new Proposal.Update(
                LeafNode.forKeyPackage(
                    scene.suite, own.signatureKey(), fresh, Lifetime.from(NOW, 1000)))));
    bob.process(update(own, fresh, 0), NOW);
  }

  private byte[] update(Identity identity, LeafNode.Content other, int leaf) {
    LeafNode node =
        LeafNode.forUpdate(scene.suite, identity.signatureKey(), other, Scene.GROUP, leaf);
    return scene.forgedProposal(alice, new Proposal.Update(node));
  }

  @Test
  void aNewCredentialSucceedsTheOld() {
    broken(
        Rule.CREDENTIAL_NOT_SUCCESSOR,
        alice,
        () -> alice.commit().identity(scene.identity("alicia")).build(NOW));
    broken(
        Rule.CREDENTIAL_NOT_SUCCESSOR,
        alice,
        () -> alice.proposeUpdate(scene.identity("alicia"), Bytes.EMPTY, NOW));
    Identity other = scene.identity("alicia");
    broken(Rule.CREDENTIAL_NOT_SUCCESSOR, bob, update(other, scene.leafContent(other, key), 0));
    Identity refused = scene.identity("mallory");
    broken(Rule.CREDENTIAL_REFUSED, bob, update(refused, scene.leafContent(refused, key), 0));
    follow(alice, alice.commit().identity(scene.identity("alice.2")).build(NOW), bob, scene.carol);
    assertTrue(bob.members().stream().anyMatch(m -> Scene.name(m.credential()).equals("alice.2")));
  }

  @Test
  void unknownValuesInCapabilitiesAndKeyPackagesAreIgnored() {
    Capabilities strange =
        new Capabilities(
            List.of(1, 0x7f7f),
            List.of(3, 0xeeee),
            List.of(0x1234),
            List.of(0x5678),
            List.of(1, 0x9abc));
    LeafNode leaf = signed(with(content.credential(), strange));
    KeyPackage keyPackage =
        KeyPackage.sign(
            scene.suite,
            dave.signatureKey(),
            scene.suite.generateKeyPair().publicKey(),
            leaf,
            List.of(new Extension(0x4321, bytes("anything"))));
    follow(alice, alice.commit().add(keyPackage).build(NOW), bob, scene.carol);
  }
}
