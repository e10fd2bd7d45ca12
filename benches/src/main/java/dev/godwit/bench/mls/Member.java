package dev.godwit.bench.mls;

import dev.godwit.mls.Bytes;
import dev.godwit.mls.Change;
import dev.godwit.mls.Group;
import dev.godwit.mls.MlsClient;
import dev.godwit.mls.StagedCommit;
import java.util.HashMap;
import java.util.Map;

/// A member of the group, with what its device has stored of it: as a device must, it takes what
/// has to be stored after every step.
public final class Member {
  private static final byte[] NO_DATA = {};

  private final Group group;
  private final Map<String, Bytes> stored;

  private Member(Group group, Map<String, Bytes> stored) {
    this.group = group;
    this.stored = stored;
  }

  static Member of(Group group) {
    Member member = new Member(group, new HashMap<>());
    member.store();
    return member;
  }

  Group group() {
    return group;
  }

  /// The same member from what it has stored.
  Member restored(MlsClient client) {
    return new Member(client.restore(stored), stored);
  }

  /// Renews the own keys, which every member should do now and then; answers its commit.
  byte[] update() {
    var commit = group.commit().build(Crowd.NOW_SECONDS);
    group.apply(commit);
    store();
    return commit.message();
  }

  /// Takes what another has committed.
  void follow(byte[] commit) {
    if (group.process(commit, Crowd.NOW_SECONDS) instanceof StagedCommit staged) {
      group.apply(staged);
      store();
    }
  }

  /// Encrypts a message.
  byte[] send(byte[] text) {
    byte[] message = group.send(text, NO_DATA);
    store();
    return message;
  }

  /// Decrypts a message.
  void receive(byte[] message) {
    group.process(message, Crowd.NOW_SECONDS);
    store();
  }

  private void store() {
    for (Change change : group.unsaved()) {
      switch (change) {
        case Change.Put(var key, var value) -> stored.put(key, value);
        case Change.Delete(var key) -> stored.remove(key);
      }
    }
  }
}
