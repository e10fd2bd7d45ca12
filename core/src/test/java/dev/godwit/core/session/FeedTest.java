package dev.godwit.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A session of an account that came back into a conversation, which its home learns late, since
/// another home wrote it (the simulation of nodes, seed 247).
class FeedTest {
  private static final AccountId ACCOUNT = new AccountId(1, 1);
  private static final ConversationId CONVERSATION = new ConversationId(5, 5);
  private static final long LEFT = 13;
  private static final long BACK = 24;
  private static final Bytes FRAME = Bytes.of((byte) 1);

  private final List<Long> readBehind = new ArrayList<>();
  private final Home home = new Home();
  private final Feed feed = new Feed(ACCOUNT, home, 10, new Reading(), 0);

  private final class Reading implements Feed.Out {
    @Override
    public void write(Bytes frame) {}

    @Override
    public void read(LogId log, long after, int entriesMax, int bytesMax) {
      readBehind.add(after);
    }
  }

  /// What an account's home knows.
  private static final class Home implements Standing {
    private AccountFold fold =
        AccountFold.NONE.with(
            List.of(entry(AccountEntryKind.JOINED, 1), entry(AccountEntryKind.LEFT, LEFT)));
    private long head = 28;

    @Override
    public AccountFold fold() {
      return fold;
    }

    @Override
    public Cuts cuts() {
      return Cuts.NONE;
    }

    @Override
    public long accountHead() {
      return 0;
    }

    @Override
    public long head(ConversationId conversation) {
      return head;
    }

    @Override
    public long movedMillis(ConversationId conversation) {
      return 0;
    }
  }

  private static AccountEntry entry(AccountEntryKind kind, long sequence) {
    return new AccountEntry(
        0, new EntryId(6, sequence), 0, kind, CONVERSATION, sequence, DeviceId.NONE, Bytes.EMPTY);
  }

  private long comesBack() {
    Membership known = home.fold.membership(CONVERSATION);
    home.fold = home.fold.with(List.of(entry(AccountEntryKind.JOINED, BACK)));
    return known.readThrough(home.head);
  }

  @Test
  void entryThatMayNotBeReadYetIsNoPlaceToGoOnFrom() {
    feed.start(_ -> LEFT);
    feed.onEntry(CONVERSATION, home.head, ++home.head, FRAME);
    comesBack();
    feed.onHeadMoved(CONVERSATION, home.head++);
    assertEquals(List.of(BACK), readBehind);
  }

  @Test
  void stayOfWhichNothingWasToldIsReadFromItsBeginning() {
    feed.start(_ -> LEFT);
    feed.onRevised(CONVERSATION, comesBack());
    feed.onHeadMoved(CONVERSATION, home.head++);
    assertEquals(List.of(BACK), readBehind);
  }
}
