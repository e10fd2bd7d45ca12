package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.crypto.KeyPair;
import dev.godwit.mls.jvm.JvmCrypto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.function.Executable;

/// Alice, Bob and Carol in a group, and the means to break rules in it.
final class Scene {
  static final long NOW = 1_800_000_000;
  static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
  static final Bytes GROUP = bytes("group");
  static final Bytes PSK = bytes("psk");
  static final int CUSTOM_EXTENSION = 0xf001;
  static final int CUSTOM_PROPOSAL = 0xf002;

  final Crypto crypto = new JvmCrypto(new Random(1));
  final SuiteCrypto suite = new SuiteCrypto(crypto, SUITE);
  final Map<Bytes, Bytes> psks = new HashMap<>();
  final Map<Bytes, Group> groups = new HashMap<>();
  Settings settings = Settings.DEFAULT;
  MlsClient client = client(settings);
  final Map<String, Bytes> aliceParts = new HashMap<>();
  Group alice;
  Group bob;
  Group carol;

  Scene() {
    psks.put(PSK, Bytes.of(crypto.random(32)));
    alice = client.create(identity("alice"), GROUP, List.of(), NOW);
    OwnKeyPackage forBob = keyPackage("bob");
    OwnKeyPackage forCarol = keyPackage("carol");
    PendingCommit commit =
        alice.commit().add(forBob.keyPackage()).add(forCarol.keyPackage()).build(NOW);
    alice.apply(commit);
    Welcome welcome = commit.welcome().orElseThrow();
    bob = client.join(forBob, welcome, commit.ratchetTree(), NOW);
    carol = client.join(forCarol, welcome, commit.ratchetTree(), NOW);
    // one more commit, so that the tree has parents of more than one member
    follow(bob, bob.commit().build(NOW), alice, carol);
    Store.into(aliceParts, saved(alice));
    saved(bob);
    saved(carol);
  }

  static Bytes bytes(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  MlsClient client(Settings other) {
    return new MlsClient(crypto, other, new Check(), new Lookup());
  }

  private final class Lookup implements PskLookup {
    @Override
    public Optional<Bytes> external(Bytes pskId) {
      return Optional.ofNullable(psks.get(pskId));
    }

    @Override
    public Optional<Group> group(Bytes groupId) {
      return Optional.ofNullable(groups.get(groupId));
    }
  }

  /// Refuses "mallory"; a name may change only by something behind a dot; it is the client.
  static final class Check implements CredentialCheck {
    @Override
    public boolean isValid(Credential credential, Bytes signatureKey, long nowSeconds) {
      return !name(credential).equals("mallory");
    }

    @Override
    public boolean isSuccessor(Credential before, Credential after) {
      return first(before).equals(first(after));
    }

    @Override
    public Bytes client(Credential credential, Bytes signatureKey) {
      return bytes(name(credential));
    }
  }

  static String name(Credential credential) {
    return credential instanceof Credential.Basic(var identity)
        ? new String(identity.toByteArray(), StandardCharsets.US_ASCII)
        : "another type";
  }

  private static String first(Credential credential) {
    return name(credential).replaceAll("\\..*", "");
  }

  Identity identity(String name) {
    return client.identity(SUITE, Credential.basic(bytes(name)));
  }

  OwnKeyPackage keyPackage(String name) {
    return client.keyPackage(identity(name), Lifetime.from(NOW, 1000));
  }

  /// Of "member1", "member2" and so on.
  List<OwnKeyPackage> keyPackages(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> keyPackage("member" + i)).toList();
  }

  /// Another group, of a creator alone.
  Group group(String id) {
    return client.create(identity("creator"), bytes(id), List.of(), NOW);
  }

  /// Applies an own commit, and lets others follow.
  static void follow(Group committer, PendingCommit commit, Group... others) {
    for (Group other : others) {
      other.apply((StagedCommit) other.process(commit.message(), NOW));
    }
    committer.apply(commit);
  }

  static List<Change> saved(Group group) {
    return group.unsaved();
  }

  /// Requires that the group refuses this for that reason, and is as it was.
  static void broken(Rule rule, Group group, Executable action) {
    group.unsaved();
    long epoch = group.epoch();
    List<KeptProposal> proposals = group.proposals();
    Bytes authenticator = group.epochAuthenticator();
    assertEquals(rule, assertThrows(MlsException.class, action).rule());
    assertEquals(List.of(), group.unsaved());
    assertEquals(epoch, group.epoch());
    assertEquals(proposals, group.proposals());
    assertEquals(authenticator, group.epochAuthenticator());
  }

  static void broken(Rule rule, Group group, byte[] message) {
    broken(rule, group, () -> group.process(message, NOW));
  }

  static void broken(Rule rule, Executable action) {
    assertEquals(rule, assertThrows(MlsException.class, action).rule());
  }

  // --- what only an insider who does not keep the rules can make
  // ----------------------------------

  /// A public message of a member with any content, rightly signed and tagged.
  byte[] forged(Group group, FramedContent.Content content) {
    return forged(group, new Sender.Member(group.ownLeaf()), content);
  }

  byte[] forged(Group group, Sender sender, FramedContent.Content content) {
    KeyPair signer = group.state().identity().signatureKey();
    return forged(group, sender, content, signer, bytes("no confirmation tag"));
  }

  byte[] forged(
      Group group, Sender sender, FramedContent.Content content, KeyPair signer, Bytes tag) {
    Epoch epoch = group.state().epoch();
    FramedContent framed =
        new FramedContent(epoch.groupId(), epoch.number(), sender, Bytes.EMPTY, content);
    AuthenticatedContent signed =
        AuthenticatedContent.sign(
                suite, signer, Protocol.PUBLIC_MESSAGE, framed, epoch.encodedContext())
            .withConfirmationTag(tag);
    byte[] key = epoch.secrets().membership();
    return MlsMessage.encode(
        new MlsMessage.OfPublicMessage(
            PublicMessage.protect(suite, signed, key, epoch.encodedContext())));
  }

  byte[] forgedProposal(Group group, Proposal proposal) {
    return forged(group, new FramedContent.Content.OfProposal(proposal));
  }

  /// A commit of these proposals by value, without a path.
  byte[] forgedCommit(Group group, Proposal... proposals) {
    List<ProposalOrRef> byValue = new ArrayList<>();
    for (Proposal proposal : proposals) {
      byValue.add(new ProposalOrRef.ByValue(proposal));
    }
    return forgedCommit(group, new Commit(byValue, null));
  }

  byte[] forgedCommit(Group group, Commit commit) {
    return forged(group, new FramedContent.Content.OfCommit(commit));
  }

  /// The public message in which a member's real commit travels, taken apart.
  static PublicMessage opened(byte[] message) {
    return ((MlsMessage.OfPublicMessage) MlsMessage.decode(message)).message();
  }

  static Commit commitIn(byte[] message) {
    return ((FramedContent.Content.OfCommit) opened(message).authenticated().content().content())
        .commit();
  }

  LeafNode.Content leafContent(Identity identity, KeyPair key) {
    return OwnLeaf.content(client, identity, key, false);
  }

  /// A key package around any leaf node.
  KeyPackage around(Identity identity, LeafNode leaf) {
    return KeyPackage.sign(
        suite, identity.signatureKey(), suite.generateKeyPair().publicKey(), leaf, List.of());
  }

  KeyPackage withContent(Identity identity, LeafNode.Content content) {
    return around(
        identity,
        LeafNode.forKeyPackage(suite, identity.signatureKey(), content, Lifetime.from(NOW, 1000)));
  }
}
