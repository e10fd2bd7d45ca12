package dev.godwit.client;

import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The history. Writes belong to the transaction of [LocalStore#apply].
final class MessageTable {
  /// Above every sequence: messages without one come behind all others, by their order.
  static final long UNPLACED = 1L << 62;

  /// Unread messages are counted up to here.
  static final int UNREAD_MAX = 1_000;

  private static final String COLUMNS =
      "arrival, conversation, id, sequence, place, account, device, time, state, code, kind, body";

  private static final int RECEIVED = 0;
  private static final int WAITING = 1;
  private static final int SENT = 2;
  private static final int FAILED = 3;

  /// A row with the number under which it came into this home.
  record Row(long arrival, Message message) {}

  private final PreparedStatement put;
  private final PreparedStatement putOld;
  private final PreparedStatement deleteAll;
  private final PreparedStatement byId;
  private final PreparedStatement before;
  private final PreparedStatement between;
  private final PreparedStatement arrived;
  private final PreparedStatement unread;
  private final PreparedStatement waiting;
  private final PreparedStatement placed;

  MessageTable(Connection connection) throws SQLException {
    put =
        connection.prepareStatement(
            """
            insert into message
              (conversation, id, sequence, place, account, device, time, state, code, kind, body)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (conversation, id) do update set
              sequence = excluded.sequence, place = excluded.place, account = excluded.account,
              device = excluded.device, time = excluded.time, state = excluded.state,
              code = excluded.code, kind = excluded.kind, body = excluded.body
            """);
    putOld =
        connection.prepareStatement(
            """
            insert into message
              (conversation, id, sequence, place, account, device, time, state, code, kind, body,
               arrival)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
              (select min(coalesce(min(arrival), 0), 0) - 1 from message))
            on conflict (conversation, id) do nothing
            """);
    deleteAll = connection.prepareStatement("delete from message where conversation = ?");
    byId = select(connection, "where conversation = ? and id = ?");
    before = select(connection, "where conversation = ? and place < ? order by place desc limit ?");
    between =
        select(
            connection,
            "where conversation = ? and place > ? and place <= ? and account = ? order by place");
    arrived = select(connection, "where arrival > ? order by arrival limit ?");
    waiting = select(connection, "where conversation = ? and place >= ? and state = " + WAITING);
    placed = connection.prepareStatement("select count(*) from message where place < ?");
    unread =
        connection.prepareStatement(
            """
            select count(*) from (
              select 1 from message
              where conversation = ? and place > ? and place < ? and account <> ? limit ?)
            """);
  }

  private static PreparedStatement select(Connection connection, String rest) throws SQLException {
    return connection.prepareStatement("select " + COLUMNS + " from message " + rest);
  }

  void deleteAll(ConversationId conversation) throws SQLException {
    deleteAll.setBytes(1, conversation.toBytes().shared());
    deleteAll.executeUpdate();
  }

  void put(Message message) throws SQLException {
    fill(put, message);
    put.executeUpdate();
  }

  private static void fill(PreparedStatement row, Message message) throws SQLException {
    row.setBytes(1, message.conversation().toBytes().shared());
    row.setBytes(2, message.id().toBytes().shared());
    row.setLong(3, message.sequence());
    row.setLong(4, place(message));
    row.setBytes(5, message.account().toBytes().shared());
    row.setBytes(6, message.device().toBytes().shared());
    row.setLong(7, message.timeMillis());
    row.setInt(8, state(message.state()));
    row.setInt(9, message.state() instanceof MessageState.Failed(var code) ? code.code() : 0);
    row.setInt(10, Contents.kind(message.content()));
    row.setBytes(11, Contents.body(message.content()));
  }

  /// Puts a row that is older than this home, unless it is there: it came before everything that
  /// has come into this home.
  void putOld(Message message) throws SQLException {
    fill(putOld, message);
    putOld.executeUpdate();
  }

  static long place(Message message) {
    return message.sequence() > 0 ? message.sequence() : UNPLACED + message.order();
  }

  Optional<Row> byId(ConversationId conversation, EntryId id) {
    return LocalStore.reading(
        () -> {
          byId.setBytes(1, conversation.toBytes().shared());
          byId.setBytes(2, id.toBytes().shared());
          return rows(byId).stream().findFirst();
        });
  }

  /// The newest rows whose place is below `place`, newest first.
  List<Row> before(ConversationId conversation, long place, int limit) {
    return LocalStore.reading(
        () -> {
          before.setBytes(1, conversation.toBytes().shared());
          before.setLong(2, place);
          before.setInt(3, limit);
          return rows(before);
        });
  }

  /// An account's rows with sequences in (after, through], oldest first.
  List<Row> between(ConversationId conversation, AccountId account, long after, long through) {
    return LocalStore.reading(
        () -> {
          between.setBytes(1, conversation.toBytes().shared());
          between.setLong(2, after);
          between.setLong(3, through);
          between.setBytes(4, account.toBytes().shared());
          return rows(between);
        });
  }

  /// What came into this home after `arrival`, in that order.
  List<Row> arrivedAfter(long arrival, int limit) {
    return LocalStore.reading(
        () -> {
          arrived.setLong(1, arrival);
          arrived.setInt(2, limit);
          return rows(arrived);
        });
  }

  /// The rows of a conversation that are in the outbox.
  List<Row> waiting(ConversationId conversation) {
    return LocalStore.reading(
        () -> {
          waiting.setBytes(1, conversation.toBytes().shared());
          waiting.setLong(2, UNPLACED);
          return rows(waiting);
        });
  }

  /// How many messages of others stand behind the read cursor, at most [#UNREAD_MAX].
  int unread(ConversationId conversation, long readThrough, AccountId me) {
    return LocalStore.reading(
        () -> {
          unread.setBytes(1, conversation.toBytes().shared());
          unread.setLong(2, readThrough);
          unread.setLong(3, UNPLACED);
          unread.setBytes(4, me.toBytes().shared());
          unread.setInt(5, UNREAD_MAX);
          try (ResultSet row = unread.executeQuery()) {
            return row.next() ? row.getInt(1) : 0;
          }
        });
  }

  /// How many rows have their place in a log.
  long placed() {
    return LocalStore.reading(
        () -> {
          placed.setLong(1, UNPLACED);
          try (ResultSet row = placed.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
          }
        });
  }

  private static List<Row> rows(PreparedStatement statement) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row(result));
      }
    }
    return rows;
  }

  private static Row row(ResultSet row) throws SQLException {
    long place = row.getLong("place");
    Message message =
        new Message(
            ConversationId.of(Bytes.owned(row.getBytes("conversation"))),
            EntryId.of(Bytes.owned(row.getBytes("id"))),
            row.getLong("sequence"),
            place >= UNPLACED ? place - UNPLACED : 0,
            AccountId.of(Bytes.owned(row.getBytes("account"))),
            DeviceId.of(Bytes.owned(row.getBytes("device"))),
            row.getLong("time"),
            state(row.getInt("state"), row.getInt("code")),
            Contents.of(row.getInt("kind"), row.getBytes("body")));
    return new Row(row.getLong("arrival"), message);
  }

  private static int state(MessageState state) {
    return switch (state) {
      case MessageState.Received _ -> RECEIVED;
      case MessageState.Waiting _ -> WAITING;
      case MessageState.Sent _ -> SENT;
      case MessageState.Failed _ -> FAILED;
    };
  }

  private static MessageState state(int number, int code) {
    return switch (number) {
      case WAITING -> new MessageState.Waiting();
      case SENT -> new MessageState.Sent();
      case FAILED -> new MessageState.Failed(ErrorCode.of(code).orElse(ErrorCode.INTERNAL));
      default -> new MessageState.Received();
    };
  }
}
