package dev.godwit.web.harness;

import dev.godwit.mls.Bytes;
import dev.godwit.mls.Change;
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
import dev.godwit.web.crypto.SodiumCrypto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final MlsClient credulous = client(new Credulous());
  private final List<OwnKeyPackage> joiners = new ArrayList<>();
  private final List<byte[]> published = new ArrayList<>();
  private final Map<String, Bytes> founderStored = new HashMap<>();
  private final Map<String, Bytes> joinerStored = new HashMap<>();
  private final List<Group> copies = new ArrayList<>();
  private @Nullable Group founder;
  private @Nullable Group joiner;
  private @Nullable PendingCommit creation;

  /// Believes all signatures, for members who are not measured.
  private static final class Credulous extends SodiumCrypto {
    @Override
    public boolean verify(CipherSuite suite, byte[] publicKey, byte[] content, byte[] signature) {
      return true;
    }
  }

  /// Makes the key packages of all members but the founder.
  LargeGroup(Crypto crypto, int members) {
    this.crypto = crypto;
    client = client(crypto);
    for (int i = 1; i < members; i++) {
      OwnKeyPackage own = client.keyPackage(identity(), LIFETIME);
      joiners.add(own);
      published.add(own.keyPackage().encode());
    }
  }

  private static MlsClient client(Crypto crypto) {
    return new MlsClient(crypto, Settings.DEFAULT, new AnyMember(), PskLookup.NONE);
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
    founderStored.clear();
    store(group, founderStored);
    creation = made;
  }

  /// A member joins by its part of the welcome.
  void join(int member) {
    PendingCommit made = present(creation);
    Welcome whole = made.welcome().orElseThrow();
    Welcome own = Welcome.of(whole.common(), List.of(whole.secrets().get(member)));
    Group group = client.join(joiners.get(member), own, made.ratchetTree(), NOW_SECONDS);
    joiner = group;
    joinerStored.clear();
    store(group, joinerStored);
  }

  /// The founder renews its keys; gives the commit.
  byte[] update() {
    Group group = present(founder);
    PendingCommit commit = group.commit().build(NOW_SECONDS);
    group.apply(commit);
    store(group, founderStored);
    return commit.message();
  }

  /// The joiner takes a commit of the founder.
  void follow(byte[] commit) {
    take(present(joiner), commit, joinerStored);
  }

  /// A member comes back in its own place, which leaves fresh keys on its path: how the tree is
  /// filled. Founder and joiner take it.
  void refresh(int member) {
    Group group = present(founder);
    byte[] commit =
        credulous
            .joinExternally(joiners.get(member).identity(), group.groupInfo())
            .ratchetTree(group.ratchetTree())
            .replacing(member + 1)
            .build(NOW_SECONDS)
            .message();
    take(group, commit, founderStored);
    take(present(joiner), commit, joinerStored);
  }

  private static void take(Group group, byte[] commit, Map<String, Bytes> stored) {
    if (group.process(commit, NOW_SECONDS) instanceof StagedCommit staged) {
      group.apply(staged);
      store(group, stored);
    }
  }

  /// As a device must, takes what has to be stored.
  private static void store(Group group, Map<String, Bytes> stored) {
    for (Change change : group.unsaved()) {
      switch (change) {
        case Change.Put(var key, var value) -> stored.put(key, value);
        case Change.Delete(var key) -> stored.remove(key);
      }
    }
  }

  /// The founder encrypts a message, the joiner decrypts it; gives the length of its ciphertext.
  int pass(byte[] text) {
    byte[] message = present(founder).send(text, new byte[0]);
    store(present(founder), founderStored);
    present(joiner).process(message, NOW_SECONDS);
    store(present(joiner), joinerStored);
    return message.length;
  }

  /// Keeps one more copy of the founder's group, from what is stored: to be weighed.
  void copy() {
    copies.add(client.restore(founderStored));
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the group is not that far yet");
    }
    return value;
  }
}
