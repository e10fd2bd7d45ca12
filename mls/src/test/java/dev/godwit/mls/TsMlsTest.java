package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;
import static dev.godwit.mls.Scene.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scripted exchanges with `ts-mls` on the ways on which it is right: it refuses to join some
/// ordinary groups of more members and encodes `external_pub` wrongly, so it is the second or third
/// member here and nobody joins by an external commit.
final class TsMlsTest {
  private static TsMember theirs;

  @BeforeAll
  static void start() {
    theirs = TsMember.start();
  }

  @AfterAll
  static void end() {
    theirs.close();
  }

  /// Suite, framing of handshakes and place of the tree, and the members of the module.
  private static final class Exchange {
    private final Crypto crypto = new JvmCrypto(new Random(7));
    private final CipherSuite suite;
    private final Settings settings;
    private final MlsClient client;
    private final List<Group> ours = new ArrayList<>();

    Exchange(CipherSuite suite, Settings settings) {
      this.suite = suite;
      this.settings = settings;
      client = new MlsClient(crypto, settings, new Scene.Check(), PskLookup.NONE);
    }

    @Override
    public String toString() {
      return suite + ", " + settings.handshakes() + ", tree inside: " + settings.treeInWelcome();
    }

    private Identity identity(String name) {
      return client.identity(suite, Credential.basic(bytes(name)));
    }

    OwnKeyPackage keyPackage(String name) {
      return client.keyPackage(identity(name), Lifetime.from(NOW, 1000));
    }

    void found(String name) {
      ours.add(client.create(identity(name), Scene.GROUP, List.of(), NOW));
    }

    /// The other implementation joins by a commit of ours.
    void letTheirsIn(CommitBuilder commit) {
      PendingCommit pending = commit.build(NOW);
      ours.getFirst().apply(pending);
      Welcome welcome = pending.welcome().orElseThrow();
      if (settings.treeInWelcome()) {
        theirs.join(welcome);
      } else {
        theirs.join(welcome, pending.ratchetTree());
      }
      agree();
    }

    /// One of ours joins by a commit of the other implementation.
    void letIn(OwnKeyPackage own, TsMember.Made made) {
      deliver(made.commit().toByteArray());
      Welcome welcome = Welcome.decode(made.welcome().toByteArray());
      ours.add(
          settings.treeInWelcome()
              ? client.join(own, welcome, NOW)
              : client.join(own, welcome, made.tree().toByteArray(), NOW));
      agree();
    }

    /// One of ours joins by a commit of the first of ours.
    void letIn(OwnKeyPackage own, PendingCommit made) {
      Welcome welcome = made.welcome().orElseThrow();
      ours.add(client.join(own, welcome, made.ratchetTree(), NOW));
      agree();
    }

    /// A handshake of the other implementation reaches all of ours.
    void deliver(byte[] handshake) {
      for (Group group : ours) {
        if (group.process(handshake, NOW) instanceof StagedCommit commit) {
          group.apply(commit);
        }
      }
    }

    /// A commit of one of ours reaches everybody.
    PendingCommit commit(Group committer, CommitBuilder commit) {
      PendingCommit pending = commit.build(NOW);
      theirs.receive(pending.message());
      for (Group group : ours) {
        if (group != committer) {
          group.apply((StagedCommit) group.process(pending.message(), NOW));
        }
      }
      committer.apply(pending);
      return pending;
    }

    /// Everybody commits once, and reads what everybody sends.
    void everybodyUpdates() {
      deliver(theirs.commit(settings).commit().toByteArray());
      agree();
      for (Group group : ours) {
        commit(group, group.commit());
        agree();
      }
    }

    /// Everybody is in the same epoch, and messages go all ways.
    void agree() {
      TsMember.State state = theirs.state();
      for (Group group : ours) {
        assertEquals(state.epoch(), group.epoch());
        assertEquals(state.authenticator(), group.epochAuthenticator());
        assertEquals(state.members(), group.members().size());
        assertEquals(state.exported(), group.export("interop", Bytes.of((byte) 1, (byte) 2), 32));
      }
      talk();
    }

    private void talk() {
      byte[] data = crypto.random(100);
      byte[] message = theirs.send(data);
      for (Group group : ours) {
        assertArrayEquals(data, read(group, message));
        byte[] answer = group.send(data, bytes("header").toByteArray());
        assertArrayEquals(data, theirs.read(answer));
      }
    }

    private static byte[] read(Group group, byte[] message) {
      return ((Received.Application) group.process(message, NOW)).data().toByteArray();
    }
  }

  static Stream<Exchange> exchanges() {
    Settings open = Settings.DEFAULT.withTreeInWelcome(true);
    Settings hidden = Settings.DEFAULT.withHandshakes(Settings.Handshakes.PRIVATE);
    return Stream.of(CipherSuite.values())
        .flatMap(suite -> Stream.of(new Exchange(suite, open), new Exchange(suite, hidden)));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void oursLetsTheirsIn(Exchange exchange) {
    theirs.begin(exchange.suite, "theirs", NOW);
    exchange.found("alice");
    Group alice = exchange.ours.getFirst();
    exchange.letTheirsIn(alice.commit().add(theirs.keyPackage()));
    exchange.everybodyUpdates();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void oursLetsTheirsInWithoutPath(Exchange exchange) {
    theirs.begin(exchange.suite, "theirs", NOW);
    exchange.found("alice");
    Group alice = exchange.ours.getFirst();
    exchange.letTheirsIn(alice.commit().add(theirs.keyPackage()).withoutPath());
    exchange.everybodyUpdates();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void theirsLetsOursInAndRemovesIt(Exchange exchange) {
    theirs.begin(exchange.suite, "theirs", NOW);
    theirs.create(Scene.GROUP);
    OwnKeyPackage alice = exchange.keyPackage("alice");
    exchange.letIn(alice, theirs.add(exchange.settings, alice.keyPackage()));
    exchange.everybodyUpdates();
    OwnKeyPackage bob = exchange.keyPackage("bob");
    exchange.letIn(bob, theirs.add(exchange.settings, bob.keyPackage()));
    exchange.everybodyUpdates();
    exchange.deliver(theirs.remove(exchange.settings, 2).commit().toByteArray());
    assertEquals(Group.Status.REMOVED, exchange.ours.removeLast().status());
    exchange.agree();
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void proposalsOfEachAreCommittedByTheOther(Exchange exchange) {
    theirs.begin(exchange.suite, "theirs", NOW);
    exchange.found("alice");
    Group alice = exchange.ours.getFirst();
    exchange.letTheirsIn(alice.commit().add(theirs.keyPackage()));

    OwnKeyPackage bob = exchange.keyPackage("bob");
    exchange.deliver(theirs.proposeAdd(exchange.settings, bob.keyPackage()));
    exchange.letIn(bob, exchange.commit(alice, alice.commit()));

    theirs.receive(alice.proposeUpdate(Bytes.EMPTY, NOW));
    theirs.receive(alice.propose(new Proposal.Remove(2), Bytes.EMPTY, NOW));
    exchange.ours.removeLast();
    exchange.deliver(theirs.commit(exchange.settings).commit().toByteArray());
    exchange.agree();

    exchange.deliver(theirs.proposeRemove(exchange.settings, 1));
    alice.apply(alice.commit().build(NOW));
    assertEquals(1, alice.members().size());
  }
}
