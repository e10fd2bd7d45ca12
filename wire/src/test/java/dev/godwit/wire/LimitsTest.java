package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final Path ROOT = Path.of(System.getProperty("godwit.root", ".."));
  private static final Bytes PAYLOAD = Bytes.of(new byte[Limits.ENTRY_BYTES_MAX]);
  private static final EntryId ID = new EntryId(-1, -1);
  private static final AccountId ACCOUNT = new AccountId(-1, -1);
  private static final DeviceId DEVICE = new DeviceId(-1, -1);
  private static final GroupSettings SETTINGS =
      new GroupSettings(WhoMay.ADMINS, WhoMay.ADMINS, WhoMay.ADMINS);
  private static final ConversationId CONVERSATION = new ConversationId(-1, -1);

  @Test
  void theProtocolsPageSaysEveryLimit() throws IOException, IllegalAccessException {
    String page = Files.readString(ROOT.resolve("docs/PROTOCOL.md"));
    for (Field field : Limits.class.getFields()) {
      String row = "| `" + field.getName() + "` | " + field.get(null) + " |";
      assertTrue(page.contains(row), row);
    }
  }

  @Test
  void theLargestFramesFit() {
    List<Position> positions =
        Collections.nCopies(
            Limits.HELLO_POSITIONS_MAX, new Position(CONVERSATION, Long.MAX_VALUE, true));
    assertFits(new Hello(1, "x".repeat(100), Long.MAX_VALUE, positions, 256, Long.MAX_VALUE));
    List<Watched> watched =
        Collections.nCopies(Limits.WATCHED_ACCOUNTS_MAX, new Watched(ACCOUNT, CONVERSATION));
    assertFits(new Watch(watched));
    List<MemberCursor> cursors =
        Collections.nCopies(
            Limits.GROUP_MEMBERS_MAX, new MemberCursor(ACCOUNT, Long.MAX_VALUE, Long.MAX_VALUE));
    assertFits(new Receipt(CONVERSATION, cursors));
    Bytes metaData = Bytes.of(new byte[Limits.CLIENT_META_DATA_BYTES_MAX]);
    assertFits(new Send(CONVERSATION, ID, Long.MAX_VALUE, PAYLOAD, metaData));
  }

  @Test
  void theEntryOfTheLargestCommitFits() {
    List<MemberChange> changes = new ArrayList<>();
    List<DeviceId> devices = Collections.nCopies(Limits.DEVICES_PER_ACCOUNT_MAX, DEVICE);
    for (int i = 0; i < Limits.GROUP_MEMBERS_MAX; i++) {
      changes.add(new MemberChange(ACCOUNT, MemberChangeKind.ADDED, Role.MEMBER, devices));
    }
    Commit empty = commit(changes, Bytes.EMPTY);
    int room = Limits.COMMIT_BYTES_MAX - empty.encodedSize() - 4;
    Commit commit = commit(changes, Bytes.of(new byte[room]));
    assertTrue(commit.encodedSize() <= Limits.COMMIT_BYTES_MAX);
    assertTrue(commit.encodedSize() > Limits.COMMIT_BYTES_MAX - 8);
    assertFits(commit);
    assertFits(
        new Entry(
            CONVERSATION,
            Long.MAX_VALUE,
            ID,
            Long.MAX_VALUE,
            ACCOUNT,
            DEVICE,
            EntryKind.COMMIT,
            Long.MAX_VALUE,
            commit.payload(),
            changes,
            Bytes.EMPTY,
            SETTINGS,
            false));
  }

  private static Commit commit(List<MemberChange> changes, Bytes payload) {
    return new Commit(
        CONVERSATION,
        ID,
        Long.MAX_VALUE,
        payload,
        ConversationKind.GROUP,
        changes,
        Bytes.EMPTY,
        List.of(),
        Bytes.EMPTY,
        Bytes.EMPTY,
        SETTINGS);
  }

  private static void assertFits(Frame frame) {
    assertTrue(Frame.encodedSize(frame) <= Limits.FRAME_BYTES_MAX);
  }
}
