package dev.godwit.web.harness;

import dev.godwit.mls.Bytes;
import dev.godwit.mls.Change;
import dev.godwit.mls.CommitBuilder;
import dev.godwit.mls.Credential;
import dev.godwit.mls.ExternalJoin;
import dev.godwit.mls.Group;
import dev.godwit.mls.Identity;
import dev.godwit.mls.KeyPackage;
import dev.godwit.mls.Lifetime;
import dev.godwit.mls.MlsClient;
import dev.godwit.mls.OwnKeyPackage;
import dev.godwit.mls.PendingCommit;
import dev.godwit.mls.Proposal;
import dev.godwit.mls.PskLookup;
import dev.godwit.mls.Received;
import dev.godwit.mls.Settings;
import dev.godwit.mls.StagedCommit;
import dev.godwit.mls.Welcome;
import dev.godwit.mls.crypto.CipherSuite;
import dev.godwit.mls.crypto.Crypto;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One client in one group, the same on the JVM and compiled. Stores after every step, so that it
/// can be restarted from what it stored.
final class Seat {
  /// The time of everything, in seconds since 1970.
  static final long NOW_SECONDS = 1_800_000_000L;

  private static final long LIFETIME_SECONDS = 90L * 24 * 3600;

  private final MlsClient client;
  private final Identity identity;
  private final Map<String, Bytes> stored = new HashMap<>();
  private @Nullable OwnKeyPackage keyPackage;
  private @Nullable Group group;
  private @Nullable PendingCommit pending;
  private @Nullable ExternalJoin joining;

  Seat(Crypto crypto, CipherSuite suite, String name) {
    client = new MlsClient(crypto, Settings.DEFAULT, new AnyMember(), PskLookup.NONE);
    Bytes who = Bytes.of(name.getBytes(StandardCharsets.UTF_8));
    identity = client.identity(suite, Credential.basic(who));
  }

  byte[] keyPackage() {
    keyPackage = client.keyPackage(identity, Lifetime.from(NOW_SECONDS, LIFETIME_SECONDS));
    return keyPackage.keyPackage().encode();
  }

  void create(byte[] groupId) {
    enter(client.create(identity, Bytes.of(groupId), List.of(), NOW_SECONDS));
  }

  void join(byte[] welcome, byte[] tree) {
    OwnKeyPackage own = present(keyPackage);
    enter(client.join(own, Welcome.decode(welcome), tree, NOW_SECONDS));
    keyPackage = null;
  }

  private void enter(Group entered) {
    stored.clear();
    group = entered;
    store();
  }

  /// Begins an external join; with a former leaf, a resync that replaces it.
  byte[] joinExternally(byte[] groupInfo, byte[] tree, int formerLeaf) {
    var builder = client.joinExternally(identity, groupInfo).ratchetTree(tree);
    if (formerLeaf >= 0) {
      builder.replacing(formerLeaf);
    }
    joining = builder.build(NOW_SECONDS);
    return joining.message();
  }

  /// Makes a commit with the kept proposals, adds and removes.
  PendingCommit commit(List<byte[]> keyPackages, List<Integer> leaves) {
    CommitBuilder builder = group().commit();
    keyPackages.forEach(bytes -> builder.add(KeyPackage.decode(bytes)));
    leaves.forEach(builder::remove);
    PendingCommit made = builder.build(NOW_SECONDS);
    pending = made;
    store();
    return made;
  }

  /// The delivery service has accepted what this client waits for.
  void accepted() {
    if (joining != null) {
      enter(joining.group());
      joining = null;
    } else {
      group().apply(present(pending));
      pending = null;
      store();
    }
  }

  /// Another commit won.
  void lost() {
    pending = null;
    joining = null;
  }

  byte[] proposeUpdate() {
    byte[] message = group().proposeUpdate(Bytes.EMPTY, NOW_SECONDS);
    store();
    return message;
  }

  byte[] proposeRemove(int leaf) {
    byte[] message = group().propose(new Proposal.Remove(leaf), Bytes.EMPTY, NOW_SECONDS);
    store();
    return message;
  }

  byte[] send(byte[] data) {
    byte[] message = group().send(data, new byte[0]);
    store();
    return message;
  }

  /// Takes a message: the data in it, or nothing for a proposal or a commit, which is applied.
  byte[] receive(byte[] message) {
    byte[] data =
        switch (group().process(message, NOW_SECONDS)) {
          case Received.Application application -> application.data().toByteArray();
          case Received.ProposalKept _ -> new byte[0];
          case StagedCommit commit -> {
            group().apply(commit);
            pending = null;
            yield new byte[0];
          }
        };
    store();
    return data;
  }

  /// Loses everything but what is stored.
  void restart() {
    byte[] saved = pending == null ? null : pending.save();
    byte[] tree = pending == null ? null : pending.ratchetTree();
    group = client.restore(stored);
    pending = saved == null || tree == null ? null : group.restorePending(saved, tree);
  }

  Group group() {
    return present(group);
  }

  Crypto crypto() {
    return client.crypto();
  }

  private void store() {
    for (Change change : new ArrayList<>(group().unsaved())) {
      switch (change) {
        case Change.Put(var key, var value) -> stored.put(key, value);
        case Change.Delete(var key) -> stored.remove(key);
      }
    }
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("the seat is not that far yet");
    }
    return value;
  }
}
