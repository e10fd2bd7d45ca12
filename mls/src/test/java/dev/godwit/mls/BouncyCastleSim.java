package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Groups of members of this module and of Bouncy Castle's, from seeds, on the ways on which the
/// latter is right: it takes a wrong path secret from a welcome, so whoever joins with it commits
/// at once, which replaces all keys above its leaf.
final class BouncyCastleSim {
  private static final int SEEDS = 12;

  /// Bouncy Castle looks at the real clock.
  private static final long NOW = System.currentTimeMillis() / 1000;

  @Test
  void bothImplementationsAgree() throws Exception {
    int epochs = 0;
    int seeds = Integer.getInteger("godwit.mls.bc.seeds", SEEDS);
    for (int seed = 0; seed < seeds; seed++) {
      World world = new World(seed);
      try {
        epochs += world.live();
      } catch (AssertionError | Exception e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    System.out.println("with Bouncy Castle: " + seeds + " seeds, " + epochs + " epochs");
  }

  /// A member of either kind.
  private sealed interface Member {
    int leaf();

    Bytes authenticator();

    byte[] send(byte[] data) throws Exception;

    void read(byte[] message, byte[] expected) throws Exception;

    void process(byte[] commit) throws Exception;
  }

  private record Ours(Group group) implements Member {
    @Override
    public int leaf() {
      return group.ownLeaf();
    }

    @Override
    public Bytes authenticator() {
      return group.epochAuthenticator();
    }

    @Override
    public byte[] send(byte[] data) {
      return group.send(data, new byte[] {1});
    }

    @Override
    public void read(byte[] message, byte[] expected) {
      Received.Application read = (Received.Application) group.process(message, NOW);
      assertArrayEquals(expected, read.data().toByteArray());
    }

    @Override
    public void process(byte[] commit) {
      group.apply((StagedCommit) group.process(commit, NOW));
    }
  }

  private record Theirs(BouncyMember member) implements Member {
    @Override
    public int leaf() {
      return member.leaf();
    }

    @Override
    public Bytes authenticator() {
      return member.authenticator();
    }

    @Override
    public byte[] send(byte[] data) throws Exception {
      return member.send(data, new byte[] {1});
    }

    @Override
    public void read(byte[] message, byte[] expected) throws Exception {
      assertArrayEquals(expected, member.read(message));
    }

    @Override
    public void process(byte[] commit) throws Exception {
      member.process(commit);
    }
  }

  private static final class World {
    private final Random random;
    private final CipherSuite suite;
    private final Crypto crypto;
    private final MlsClient client;
    private final List<Member> members = new ArrayList<>();
    private int names;

    World(long seed) {
      random = new Random(seed);
      suite = List.of(CipherSuite.values()).get(random.nextInt(3));
      crypto = new JvmCrypto(random);
      Settings settings =
          Settings.DEFAULT
              .withGrease(false)
              .withHandshakes(
                  random.nextBoolean() ? Settings.Handshakes.PUBLIC : Settings.Handshakes.PRIVATE);
      client = new MlsClient(crypto, settings, new Scene.Check(), PskLookup.NONE);
    }

    private OwnKeyPackage keyPackage() {
      Identity identity = client.identity(suite, Credential.basic(Scene.bytes("member" + names++)));
      return client.keyPackage(identity, Lifetime.from(NOW, 3600));
    }

    int live() throws Exception {
      Bytes groupId = Scene.bytes("mixed");
      if (random.nextBoolean()) {
        members.add(new Theirs(BouncyMember.create(keyPackage(), groupId)));
      } else {
        Identity identity = client.identity(suite, Credential.basic(Scene.bytes("creator")));
        members.add(new Ours(client.create(identity, groupId, List.of(), NOW)));
      }
      int epochs = 10 + random.nextInt(8);
      for (int i = 0; i < epochs; i++) {
        step();
        talk();
      }
      return epochs;
    }

    private Member any() {
      return members.get(random.nextInt(members.size()));
    }

    private void step() throws Exception {
      Member committer = any();
      int choice = random.nextInt(10);
      if (members.size() < 3 || (choice < 4 && members.size() < 9)) {
        add(committer, random.nextBoolean());
      } else if (choice < 6) {
        Member removed = any();
        if (removed.leaf() != committer.leaf()) {
          members.remove(removed);
          commit(committer, List.of(), List.of(removed.leaf()), true);
        }
      } else {
        commit(committer, List.of(), List.of(), true);
      }
    }

    private void add(Member committer, boolean theirs) throws Exception {
      OwnKeyPackage own = keyPackage();
      Committed made =
          commit(committer, List.of(own.keyPackage()), List.of(), random.nextBoolean());
      Member joined =
          theirs
              ? new Theirs(
                  BouncyMember.join(own, made.welcome().toByteArray(), made.tree().toByteArray()))
              : new Ours(
                  client.join(
                      own,
                      Welcome.decode(made.welcome().toByteArray()),
                      made.tree().toByteArray(),
                      NOW));
      assertEquals(committer.authenticator(), joined.authenticator());
      members.add(joined);
      if (theirs) {
        commit(joined, List.of(), List.of(), true);
      }
    }

    private record Committed(Bytes welcome, Bytes tree) {}

    private Committed commit(
        Member committer, List<KeyPackage> adds, List<Integer> removes, boolean withPath)
        throws Exception {
      return switch (committer) {
        case Ours(var group) -> {
          CommitBuilder builder = group.commit();
          adds.forEach(builder::add);
          removes.forEach(builder::remove);
          if (!withPath) {
            builder.withoutPath();
          }
          PendingCommit commit = builder.build(NOW);
          others(committer, commit.message());
          group.apply(commit);
          byte[] welcome = commit.welcome().map(Welcome::encode).orElse(new byte[0]);
          yield new Committed(Bytes.of(welcome), Bytes.of(commit.ratchetTree()));
        }
        case Theirs(var member) -> {
          BouncyMember.Made made =
              member.commit(adds, removes, random.nextBoolean(), crypto.random(32));
          others(committer, made.message().toByteArray());
          member.apply(made);
          yield new Committed(made.welcome(), Bytes.of(member.tree()));
        }
      };
    }

    private void others(Member committer, byte[] message) throws Exception {
      for (Member member : members) {
        if (member != committer) {
          member.process(message);
        }
      }
    }

    private void talk() throws Exception {
      Member sender = any();
      byte[] data = crypto.random(random.nextInt(200));
      byte[] message = sender.send(data);
      for (Member member : members) {
        assertEquals(sender.authenticator(), member.authenticator());
        if (member != sender) {
          member.read(message, data);
        }
      }
    }
  }
}
