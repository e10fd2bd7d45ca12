package dev.godwit.client;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The tables of a home's store.
///
/// | table | what | grows with |
/// |---|---|---|
/// | `state` | the device's key-value state, and the SDK's own under `shell/` | conversations |
/// | `message` | one row for each message ever shown, in the order of `arrival` | messages |
/// | `conversation` | one row for each conversation | conversations |
///
/// `place` orders the messages of a conversation: the sequence, or for one that has none yet a
/// number above all sequences. `arrival` counts rows and never changes or comes again.
final class Schema {
  static final int VERSION = 3;

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
    "create index message_by_place on message (conversation, place)",
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
      muted_until integer not null,
      pinned integer not null,
      archived integer not null,
      draft text not null
    ) without rowid
    """
  };

  /// What version 2 adds: groups.
  private static final String[] SECOND = {
    "alter table conversation add column name text not null default ''",
    "alter table conversation add column role integer not null default 0",
    "alter table conversation add column members integer not null default 0",
    "alter table conversation add column muted_until integer not null default 0"
  };

  /// What version 3 adds: what the person has set for a conversation.
  private static final String[] THIRD = {
    "alter table conversation add column pinned integer not null default 0",
    "alter table conversation add column archived integer not null default 0",
    "alter table conversation add column draft text not null default ''"
  };

  private static final List<String[]> LATER = List.of(SECOND, THIRD);

  private Schema() {}

  /// Makes the tables in an empty store; throws HOME_NEWER for a store of a newer version.
  static void prepare(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > VERSION) {
      throw new GodwitException(
          Reason.Local.HOME_NEWER,
          "The store of this home was written by a newer Godwit (version %d, this one reads %d); update this one."
              .formatted(version, VERSION));
    }
    if (version == 0) {
      write(connection, List.<String[]>of(TABLES));
    } else if (version < VERSION) {
      write(connection, LATER.subList(version - 1, LATER.size()));
    }
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma user_version")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  private static void write(Connection connection, List<String[]> versions) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String[] changes : versions) {
        for (String change : changes) {
          statement.executeUpdate(change);
        }
      }
      statement.executeUpdate("pragma user_version = " + VERSION);
    }
    connection.commit();
  }
}
