package dev.godwit.testkit.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.testkit.rules.NodeRig.Peer;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.GroupSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A device comes back to many commits of a large group.
final class LargeCommitsTest {
  private static final int COMMITS = 200;
  private static final int COMMIT_BYTES = 100 * 1024;
  private static final long WINDOW_BYTES_MAX = 8 << 20;

  private final GroupRig rig = new GroupRig();

  @Test
  void whatIsUnderWayIsBoundedInBytesAndAllComesByAndBy() {
    for (int epoch = 1; epoch <= COMMITS; epoch++) {
      rig.alice.says(commit(epoch));
    }
    Peer bob = rig.node.open(GroupRig.BOB).hello();
    int taken = 0;
    for (List<Entry> entries = got(bob); entries.size() > taken; entries = got(bob)) {
      List<Entry> news = entries.subList(taken, entries.size());
      long bytes = news.stream().mapToLong(entry -> entry.payload().size()).sum();
      assertTrue(bytes <= WINDOW_BYTES_MAX + 2L * COMMIT_BYTES, "" + bytes);
      taken = entries.size();
      bob.says(new Ack(GroupRig.GROUP, entries.getLast().sequence()));
    }
    assertEquals(COMMITS, taken);
  }

  private static List<Entry> got(Peer peer) {
    return peer.got(Entry.class).stream()
        .filter(entry -> entry.kind() == EntryKind.COMMIT && entry.sequence() > 1)
        .toList();
  }

  private Commit commit(long epoch) {
    Commit plain = rig.node.commit(GroupRig.GROUP, ConversationKind.GROUP, epoch, List.of());
    return new Commit(
        GroupRig.GROUP,
        plain.id(),
        epoch,
        Bytes.owned(new byte[COMMIT_BYTES]),
        ConversationKind.GROUP,
        List.of(),
        Bytes.EMPTY,
        List.of(),
        Bytes.EMPTY,
        Bytes.EMPTY,
        GroupSettings.NONE);
  }
}
