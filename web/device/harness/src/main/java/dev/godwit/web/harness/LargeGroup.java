package dev.godwit.web.harness;

import dev.godwit.mls.Bytes;
import dev.godwit.mls.CommitBuilder;
import dev.godwit.mls.Credential;
import dev.godwit.mls.Group;
import dev.godwit.mls.Identity;
import dev.godwit.mls.KeyPackage;
import dev.godwit.mls.Lifetime;
import dev.godwit.mls.MlsClient;
import dev.godwit.mls.OwnKeyPackage;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.PskLookup;
import dev.godwit.mls.Settings;
import dev.godwit.mls.StagedCommit;
import dev.godwit.mls.Welcome;
import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The members of one large group, with the steps that are measured: see `bench.mjs`.
final class LargeGroup {
  private static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
  private static final long NOW_SECONDS = Seat.NOW_SECONDS;
  private static final Lifetime LIFETIME = Lifetime.from(NOW_SECONDS, 30L * 24 * 3600);
  private static final Bytes GROUP_ID = Bytes.of(new byte[16]);

  /// About the size of a signed device certificate.
  private static final int CREDENTIAL_BYTES = 200;

  private final Crypto crypto;
  private final MlsClient client;
  private final List<OwnKeyPackage> joiners = new ArrayList<>();
  private final List<byte[]> published = new ArrayList<>();
  private @Nullable Group founder;
  private @Nullable Group joiner;
  private @Nullable PendingCommit creation;

  /// Makes the key packages of all members but the founder.
  LargeGroup(Crypto crypto, int members) {
    this.crypto = crypto;
    client = new MlsClient(crypto, Settings.DEFAULT, new AnyMember(), PskLookup.NONE);
    for (int i = 1; i < members; i++) {
      OwnKeyPackage own = client.keyPackage(identity(), LIFETIME);
      joiners.add(own);
      published.add(own.keyPackage().encode());
    }
  }

  private Identity identity() {
    return client.identity(SUITE, Credential.basic(Bytes.of(crypto.random(CREDENTIAL_BYTES))));
  }

  /// The founder makes the group and adds all others by one commit, from their published bytes.
  void create() {
    Group group = client.create(identity(), GROUP_ID, List.of(), NOW_SECONDS);
    CommitBuilder commit = group.commit();
    published.forEach(bytes -> commit.add(KeyPackage.decode(bytes)));
    PendingCommit made = commit.build(NOW_SECONDS);
    group.apply(made);
    founder = group;
    creation = made;
  }

  /// A member joins by its part of the welcome.
  void join(int member) {
    PendingCommit made = present(creation);
    Welcome whole = made.welcome().orElseThrow();
    Welcome own = Welcome.of(whole.common(), List.of(whole.secrets().get(member)));
    joiner = client.join(joiners.get(member), own, made.ratchetTree(), NOW_SECONDS);
  }

  /// The founder renews its keys; gives the commit.
  byte[] update() {
    Group group = present(founder);
    PendingCommit commit = group.commit().build(NOW_SECONDS);
    group.apply(commit);
    return commit.message();
  }

  /// The joiner takes a commit of the founder.
  void follow(byte[] commit) {
    take(present(joiner), commit);
  }

  /// A member comes back in its own place, which leaves fresh keys on its path: how the tree is
  /// filled. Founder and joiner take it.
  void refresh(int member) {
    Group group = present(founder);
    byte[] commit =
        client
            .joinExternally(joiners.get(member).identity(), group.groupInfo())
            .ratchetTree(group.ratchetTree())
            .replacing(member + 1)
            .build(NOW_SECONDS)
            .message();
    take(group, commit);
    take(present(joiner), commit);
  }

  private static void take(Group group, byte[] commit) {
    if (group.process(commit, NOW_SECONDS) instanceof StagedCommit staged) {
      group.apply(staged);
    }
  }

  /// The founder encrypts a message, the joiner decrypts it; gives the length of its ciphertext.
  int pass(byte[] text) {
    byte[] message = present(founder).send(text, new byte[0]);
    present(joiner).process(message, NOW_SECONDS);
    return message.length;
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the group is not that far yet");
    }
    return value;
  }
}
