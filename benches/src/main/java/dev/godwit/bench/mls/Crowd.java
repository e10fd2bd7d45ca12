package dev.godwit.bench.mls;

import dev.godwit.mls.Bytes;
import dev.godwit.mls.Credential;
import dev.godwit.mls.CredentialCheck;
import dev.godwit.mls.Group;
import dev.godwit.mls.Identity;
import dev.godwit.mls.KeyPackage;
import dev.godwit.mls.Lifetime;
import dev.godwit.mls.MlsClient;
import dev.godwit.mls.OwnKeyPackage;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.PskLookup;
import dev.godwit.mls.Settings;
import dev.godwit.mls.Welcome;
import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import java.lang.reflect.Proxy;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;

/// Those who become the members of one large group.
final class Crowd {
  static final long NOW_SECONDS = 1_800_000_000;

  private static final CipherSuite SUITE = CipherSuite.X25519_CHACHA20POLY1305_SHA256_ED25519;
  private static final long LIFETIME_SECONDS = 30L * 24 * 60 * 60;
  private static final Bytes GROUP_ID = Bytes.of(new byte[16]);

  /// About the size of a signed device certificate.
  private static final int CREDENTIAL_BYTES = 200;

  private final Crypto crypto = new JvmCrypto(new SecureRandom());
  private final MlsClient client = client(crypto);
  private final MlsClient credulous = client(believingSignatures(crypto));
  private final List<OwnKeyPackage> others;
  private final List<byte[]> published;

  /// Makes the key packages of all members but the founder.
  Crowd(int members) {
    others =
        IntStream.range(1, members)
            .mapToObj(_ -> client.keyPackage(newIdentity(), lifetime()))
            .toList();
    published = others.stream().map(own -> own.keyPackage().encode()).toList();
  }

  /// A group of all, and the commit that has made it one.
  record Created(Member founder, PendingCommit commit) {}

  /// Lets the founder make the group and add all others by one commit.
  Created create() {
    Group group = client.create(newIdentity(), GROUP_ID, List.of(), NOW_SECONDS);
    var commit = group.commit();
    published.forEach(bytes -> commit.add(KeyPackage.decode(bytes)));
    PendingCommit pending = commit.build(NOW_SECONDS);
    group.apply(pending);
    return new Created(Member.of(group), pending);
  }

  /// Lets one of the added members join, from 0.
  Member join(Created created, int member) {
    Welcome whole = created.commit().welcome().orElseThrow();
    Welcome own = Welcome.of(whole.common(), List.of(whole.secrets().get(member)));
    byte[] tree = created.commit().ratchetTree();
    return Member.of(client.join(others.get(member), own, tree, NOW_SECONDS));
  }

  /// Lets a member join again in its own place, which leaves fresh keys on its path in the tree;
  /// answers its commit. It is not what is measured, and believes all signatures.
  byte[] rejoin(Member present, int member) {
    return credulous
        .joinExternally(others.get(member).identity(), present.group().groupInfo())
        .ratchetTree(present.group().ratchetTree())
        .replacing(member + 1)
        .build(NOW_SECONDS)
        .message();
  }

  /// A second instance of a member from what it has stored.
  Member restore(Member member) {
    return member.restored(client);
  }

  private Identity newIdentity() {
    return client.identity(SUITE, Credential.basic(Bytes.of(crypto.random(CREDENTIAL_BYTES))));
  }

  private static Lifetime lifetime() {
    return Lifetime.from(NOW_SECONDS, LIFETIME_SECONDS);
  }

  private static MlsClient client(Crypto crypto) {
    return new MlsClient(crypto, Settings.DEFAULT, new Everybody(), PskLookup.NONE);
  }

  private static Crypto believingSignatures(Crypto crypto) {
    Class<Crypto> type = Crypto.class;
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) ->
                method.getName().equals("verify") ? true : method.invoke(crypto, arguments)));
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
