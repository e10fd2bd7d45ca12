package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.device.content.Content;
import dev.godwit.device.step.Arrangement;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Role;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.mc.SQLiteMCChacha20Config;

/// Homes that an older version has written, table by table as it did.
final class SchemaTest {
  private static final ConversationId CONVERSATION = new ConversationId(1, 2);
  private static final AccountId PEER = new AccountId(5, 6);
  private static final long MUTED_UNTIL = 7;
  private static final Message MESSAGE =
      new Message(
          CONVERSATION,
          new EntryId(9, 1),
          4,
          0,
          PEER,
          new DeviceId(7, 8),
          1_000,
          new MessageState.Received(),
          new Content.Text("written long ago"));

  private static final String[] TABLES = {
    """
    create table state (
      key text primary key not null,
      value blob not null
    ) without rowid
    """,
    """
    create table message (
      arrival integer primary key autoincrement,
      conversation blob not null,
      id blob not null,
      sequence integer not null,
      place integer not null,
      account blob not null,
      device blob not null,
      time integer not null,
      state integer not null,
      code integer not null,
      kind integer not null,
      body blob not null,
      unique (conversation, id)
    )
    """,
    "create index message_by_place on message (conversation, place)"
  };

  private static final String FIRST =
      """
      create table conversation (
        id blob primary key not null,
        kind integer not null,
        peer blob not null,
        handle text not null,
        standing text not null,
        head integer not null,
        read_through integer not null,
        delivered_through integer not null,
        seen_through integer not null,
        identity_changed integer not null,
        time integer not null
      ) without rowid
      """;

  private static final String SECOND =
      """
      create table conversation (
        id blob primary key not null,
        kind integer not null,
        peer blob not null,
        handle text not null,
        standing text not null,
        head integer not null,
        read_through integer not null,
        delivered_through integer not null,
        seen_through integer not null,
        identity_changed integer not null,
        time integer not null,
        name text not null,
        role integer not null,
        members integer not null,
        muted_until integer not null
      ) without rowid
      """;

  @TempDir private Path folder = Path.of("");
  private Home home = new Home(folder);
  private final byte[] key = new byte[HomeKey.KEY_BYTES];

  @BeforeEach
  void makeHome() throws Exception {
    home = Home.at(folder.resolve("home"));
    NativeSqlite.prepare(home);
  }

  @Test
  void aStoreOfVersion1OpensWithAllThatIsInIt() throws Exception {
    write(1, FIRST, "");
    assertOpens(new Arrangement(0, false, false, ""), "", Role.UNKNOWN);
  }

  @Test
  void aStoreOfVersion2OpensWithAllThatIsInIt() throws Exception {
    write(2, SECOND, ", 'the pier', %d, 3, %d".formatted(Role.OWNER.number(), MUTED_UNTIL));
    assertOpens(new Arrangement(MUTED_UNTIL, false, false, ""), "the pier", Role.OWNER);
  }

  @Test
  void whateverVersionItCameFromTheTablesAreTheSame() throws Exception {
    write(2, SECOND, ", 'the pier', 1, 3, 0");
    LocalStore.open(home, key).close();
    Home fresh = Home.at(folder.resolve("fresh"));
    LocalStore.open(fresh, key).close();
    assertEquals(columns(fresh), columns(home));
  }

  private void write(int version, String conversations, String more) throws SQLException {
    try (Connection connection = connect(home);
        Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.executeUpdate(table);
      }
      statement.executeUpdate(conversations);
      statement.executeUpdate("pragma user_version = " + version);
      statement.executeUpdate("insert into state values ('a key', x'2a')");
      new MessageTable(connection).put(MESSAGE);
      putConversation(connection, more);
    }
  }

  private static void putConversation(Connection connection, String more) throws SQLException {
    try (PreparedStatement row =
        connection.prepareStatement(
            "insert into conversation values (?, 2, ?, 'bob', 'OPEN', 4, 3, 2, 1, 0, 1000"
                + more
                + ")")) {
      row.setBytes(1, CONVERSATION.toBytes().toArray());
      row.setBytes(2, PEER.toBytes().toArray());
      row.executeUpdate();
    }
  }

  private void assertOpens(Arrangement arrangement, String name, Role role) throws Exception {
    int members = name.isEmpty() ? 0 : 3;
    Conversation row = row(arrangement, name, role, members);
    Conversation set = row(new Arrangement(0, true, true, "later"), name, role, members);
    try (LocalStore store = LocalStore.open(home, key)) {
      assertEquals(Optional.of(Bytes.owned(new byte[] {42})), store.get("a key"));
      assertEquals(List.of(new MessageTable.Row(1, MESSAGE)), store.messages().arrivedAfter(0, 10));
      assertEquals(List.of(row), store.conversations().all());
      store.apply(List.of(new Change.PutConversation(set)));
    }
    try (LocalStore store = LocalStore.open(home, key)) {
      assertEquals(List.of(set), store.conversations().all());
    }
    assertEquals(Schema.VERSION, version());
  }

  private static Conversation row(Arrangement arrangement, String name, Role role, int members) {
    return new Conversation(
        CONVERSATION,
        ConversationKind.GROUP,
        PEER,
        "bob",
        Conversation.Standing.OPEN,
        4,
        3,
        2,
        1,
        false,
        1_000,
        name,
        role,
        members,
        arrangement);
  }

  private Connection connect(Home at) throws SQLException {
    return new SQLiteMCChacha20Config()
        .withRawUnsaltedKey(key)
        .build()
        .createConnection("jdbc:sqlite:" + at.store());
  }

  private int version() throws SQLException {
    try (Connection connection = connect(home);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma user_version")) {
      return row.getInt(1);
    }
  }

  /// Each column's name, type and whether it may be empty, in their order.
  private List<String> columns(Home at) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Connection connection = connect(at);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select m.name, c.name, c.type, c.\"notnull\""
                    + " from sqlite_master m, pragma_table_info(m.name) c"
                    + " where m.type = 'table' order by m.name, c.cid")) {
      while (row.next()) {
        columns.add(
            row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + row.getInt(4));
      }
    }
    return columns;
  }
}
