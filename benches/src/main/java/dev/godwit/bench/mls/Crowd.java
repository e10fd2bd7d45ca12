package dev.godwit.bench.mls;

import dev.godwit.mls.Bytes;
import dev.godwit.mls.Credential;
import dev.godwit.mls.CredentialCheck;
import dev.godwit.mls.Group;
import dev.godwit.mls.Identity;
import dev.godwit.mls.Lifetime;
import dev.godwit.mls.MlsClient;
import dev.godwit.mls.OwnKeyPackage;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.PskLookup;
import dev.godwit.mls.Settings;
import dev.godwit.mls.StagedCommit;
import dev.godwit.mls.Welcome;
import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.jvm.JvmCrypto;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;

/// The members of one large group, with the steps that are timed.
public final class Crowd {
  private static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
  private static final long NOW_SECONDS = 1_800_000_000;
  private static final long LIFETIME_SECONDS = 30L * 24 * 60 * 60;
  private static final Bytes GROUP_ID = Bytes.of(new byte[16]);
  private static final byte[] NO_DATA = {};

  /// About the size of a signed device certificate.
  private static final int CREDENTIAL_BYTES = 200;

  private final JvmCrypto crypto = new JvmCrypto(new SecureRandom());
  private final MlsClient client =
      new MlsClient(crypto, Settings.DEFAULT, new Everybody(), PskLookup.NONE);
  private final List<OwnKeyPackage> others;

  /// Makes the key packages of all members but the first.
  public Crowd(int members) {
    others =
        IntStream.range(1, members)
            .mapToObj(_ -> client.keyPackage(newIdentity(), lifetime()))
            .toList();
  }

  /// A group of all, and the commit that has made it one.
  public record Created(Group group, PendingCommit commit) {}

  /// Lets the first member make the group and add all others by one commit.
  public Created create() {
    Group group = client.create(newIdentity(), GROUP_ID, List.of(), NOW_SECONDS);
    var commit = group.commit();
    others.forEach(other -> commit.add(other.keyPackage()));
    PendingCommit pending = commit.build(NOW_SECONDS);
    group.apply(pending);
    return new Created(group, pending);
  }

  /// Lets one of the added members join, from 0.
  public Group join(Created created, int member) {
    Welcome whole = created.commit().welcome().orElseThrow();
    Welcome own = Welcome.of(whole.common(), List.of(whole.secrets().get(member)));
    return client.join(others.get(member), own, created.commit().ratchetTree(), NOW_SECONDS);
  }

  /// Lets a member join again in its own place, which leaves fresh keys on its path in the tree;
  /// answers its commit.
  public byte[] rejoin(Group before, int member) {
    return client
        .joinExternally(others.get(member).identity(), before.groupInfo())
        .ratchetTree(before.ratchetTree())
        .replacing(member + 1)
        .build(NOW_SECONDS)
        .message();
  }

  /// Renews the own keys of a member, which every member should do now and then.
  public PendingCommit update(Group group) {
    PendingCommit commit = group.commit().build(NOW_SECONDS);
    group.apply(commit);
    return commit;
  }

  /// Lets a member take what another has committed.
  public void follow(Group group, byte[] commit) {
    if (group.process(commit, NOW_SECONDS) instanceof StagedCommit staged) {
      group.apply(staged);
    }
  }

  /// Encrypts a message at one member and decrypts it at another.
  public void pass(Group from, Group to, byte[] text) {
    to.process(from.send(text, NO_DATA), NOW_SECONDS);
  }

  private Identity newIdentity() {
    return client.identity(SUITE, Credential.basic(Bytes.of(crypto.random(CREDENTIAL_BYTES))));
  }

  private static Lifetime lifetime() {
    return Lifetime.from(NOW_SECONDS, LIFETIME_SECONDS);
  }

  /// Takes everybody: looking up certificates is not what is measured.
  private static final class Everybody implements CredentialCheck {
    @Override
    public boolean isValid(Credential credential, Bytes signatureKey, long nowSeconds) {
      return true;
    }

    @Override
    public boolean isSuccessor(Credential before, Credential after) {
      return before.equals(after);
    }
  }
}
