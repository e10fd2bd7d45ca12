package dev.godwit.client;

import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Message;
import dev.godwit.wire.Bytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.mc.SQLiteMCChacha20Config;

/// The encrypted store of a home. Used by one thread at a time.
///
/// Every page of the file and of its write-ahead log is encrypted with ChaCha20-Poly1305 under the
/// home's key. [#apply] is one transaction, on the disk when it returns (`synchronous=FULL`).
final class LocalStore implements DeviceStore, AutoCloseable {
  /// Pages in the write-ahead log after which it is folded into the file.
  private static final int WAL_PAGES_MAX = 1_000;

  private final Connection connection;
  private final MessageTable messages;
  private final ConversationTable conversations;
  private final PreparedStatement get;
  private final PreparedStatement scan;
  private final PreparedStatement put;
  private final PreparedStatement delete;

  private LocalStore(Connection connection) throws SQLException {
    this.connection = connection;
    messages = new MessageTable(connection);
    conversations = new ConversationTable(connection);
    get = connection.prepareStatement("select value from state where key = ?");
    scan =
        connection.prepareStatement(
            "select key, value from state where key >= ? and key < ? order by key");
    put =
        connection.prepareStatement(
            "insert into state (key, value) values (?, ?)"
                + " on conflict (key) do update set value = excluded.value");
    delete = connection.prepareStatement("delete from state where key = ?");
  }

  /// Opens the store, and makes it when it is not there.
  ///
  /// @param key 32 bytes
  static LocalStore open(Home home, byte[] key) {
    try {
      Home.privateFile(home.store());
      NativeSqlite.prepare(home);
      return connect(home, key);
    } catch (SQLException e) {
      throw unusable(home, e);
    } catch (java.io.IOException e) {
      throw Home.unusable(home.folder(), e);
    }
  }

  private static LocalStore connect(Home home, byte[] key) throws SQLException {
    SQLiteConfig config = new SQLiteMCChacha20Config().withRawUnsaltedKey(key).build();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    Connection connection = config.createConnection("jdbc:sqlite:" + home.store());
    try {
      Schema.prepare(connection);
      connection.setAutoCommit(true);
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma secure_delete = on");
        statement.execute("pragma wal_autocheckpoint = " + WAL_PAGES_MAX);
      }
      connection.setAutoCommit(false);
      return new LocalStore(connection);
    } catch (SQLException | GodwitException e) {
      connection.close();
      throw e;
    }
  }

  /// Makes the changes durable, all or none; throws HOME_UNUSABLE when that is not possible.
  void apply(List<Change> changes) {
    if (changes.isEmpty()) {
      return;
    }
    try {
      for (Change change : changes) {
        apply(change);
      }
      connection.commit();
    } catch (SQLException e) {
      rollBack();
      throw failed(e);
    }
  }

  /// Puts rows of another device's history into the transaction that the next [#apply] ends.
  void addOld(List<Message> rows) {
    try {
      for (Message row : rows) {
        messages.putOld(row);
      }
    } catch (SQLException e) {
      rollBack();
      throw failed(e);
    }
  }

  private void apply(Change change) throws SQLException {
    switch (change) {
      case Change.Put(var key, var value) -> {
        put.setString(1, key);
        put.setBytes(2, value.shared());
        put.executeUpdate();
      }
      case Change.Delete(var key) -> {
        delete.setString(1, key);
        delete.executeUpdate();
      }
      case Change.PutMessage(var message) -> messages.put(message);
      case Change.PutConversation(var conversation) -> conversations.put(conversation);
      case Change.DeleteConversation(var conversation) -> {
        conversations.delete(conversation);
        messages.deleteAll(conversation);
      }
    }
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException _) {
      // The transaction is gone with the failure that led here, which is the one to tell.
    }
  }

  @Override
  public Optional<Bytes> get(String key) {
    return reading(
        () -> {
          get.setString(1, key);
          try (ResultSet row = get.executeQuery()) {
            return row.next() ? Optional.of(Bytes.owned(row.getBytes(1))) : Optional.empty();
          }
        });
  }

  @Override
  public SortedMap<String, Bytes> scan(String prefix) {
    return reading(
        () -> {
          SortedMap<String, Bytes> found = new TreeMap<>();
          scan.setString(1, prefix);
          scan.setString(2, prefix + '\u007f');
          try (ResultSet rows = scan.executeQuery()) {
            while (rows.next()) {
              found.put(rows.getString(1), Bytes.owned(rows.getBytes(2)));
            }
          }
          return found;
        });
  }

  MessageTable messages() {
    return messages;
  }

  ConversationTable conversations() {
    return conversations;
  }

  /// Runs a query; its failure becomes HOME_DAMAGED or HOME_UNUSABLE.
  static <T> T reading(Query<T> query) {
    try {
      return query.run();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /// Something that reads the store.
  interface Query<T> {
    T run() throws SQLException;
  }

  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException _) {
      // Everything that was applied is durable already; the rest of the closing is tidiness.
    }
  }

  private static GodwitException failed(SQLException e) {
    return switch (code(e)) {
      case SQLITE_CORRUPT, SQLITE_NOTADB ->
          new GodwitException(
              Reason.Local.HOME_DAMAGED,
              "The store of this home is damaged; restore the home from a backup or link the device"
                  + " anew.",
              e);
      case SQLITE_FULL ->
          new GodwitException(
              Reason.Local.HOME_UNUSABLE,
              "The disk of this home is full; make room and try again.",
              e);
      default ->
          new GodwitException(
              Reason.Local.HOME_UNUSABLE,
              "The store of this home cannot be read or written; check the disk and the folder's"
                  + " rights.",
              e);
    };
  }

  private static GodwitException unusable(Home home, SQLException e) {
    if (code(e) == SQLiteErrorCode.SQLITE_NOTADB) {
      return new GodwitException(
          Reason.Local.HOME_LOCKED,
          "The store of %s does not open: the passphrase or key file is not the right one, or the file is damaged."
              .formatted(home.folder()),
          e);
    }
    return failed(e);
  }

  private static SQLiteErrorCode code(SQLException e) {
    return e instanceof SQLiteException sqlite
        ? SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff)
        : SQLiteErrorCode.SQLITE_ERROR;
  }
}
