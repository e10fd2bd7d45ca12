package dev.godwit.client;

import dev.godwit.device.step.Arrangement;
import dev.godwit.device.step.Conversation;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.Role;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The list of conversations. Writes belong to the transaction of [LocalStore#apply].
final class ConversationTable {
  private static final String SELECT =
      """
      select id, kind, peer, handle, standing, head, read_through, delivered_through,
        seen_through, identity_changed, time, name, role, members, muted_until, pinned, archived, draft
      from conversation
      """;

  private final PreparedStatement put;
  private final PreparedStatement delete;
  private final PreparedStatement all;
  private final PreparedStatement byId;
  private final PreparedStatement byHandle;

  ConversationTable(Connection connection) throws SQLException {
    put =
        connection.prepareStatement(
            "insert or replace into conversation values"
                + " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    delete = connection.prepareStatement("delete from conversation where id = ?");
    all = connection.prepareStatement(SELECT + "order by time desc, id");
    byId = connection.prepareStatement(SELECT + "where id = ?");
    byHandle = connection.prepareStatement(SELECT + "where handle = ? order by time desc");
  }

  void put(Conversation conversation) throws SQLException {
    put.setBytes(1, conversation.id().toBytes().shared());
    put.setInt(2, conversation.kind() == ConversationKind.GROUP ? 2 : 1);
    put.setBytes(3, conversation.peer().toBytes().shared());
    put.setString(4, conversation.peerHandle());
    put.setString(5, conversation.standing().name());
    put.setLong(6, conversation.head());
    put.setLong(7, conversation.readThrough());
    put.setLong(8, conversation.deliveredThrough());
    put.setLong(9, conversation.seenThrough());
    put.setBoolean(10, conversation.identityChanged());
    put.setLong(11, conversation.timeMillis());
    put.setString(12, conversation.name());
    put.setInt(13, conversation.role().number());
    put.setInt(14, conversation.members());
    put.setLong(15, conversation.arrangement().mutedUntilMillis());
    put.setBoolean(16, conversation.arrangement().pinned());
    put.setBoolean(17, conversation.arrangement().archived());
    put.setString(18, conversation.arrangement().draft());
    put.executeUpdate();
  }

  void delete(ConversationId id) throws SQLException {
    delete.setBytes(1, id.toBytes().shared());
    delete.executeUpdate();
  }

  /// Those with the newest messages first.
  List<Conversation> all() {
    return LocalStore.reading(() -> rows(all));
  }

  Optional<Conversation> byId(ConversationId id) {
    return LocalStore.reading(
        () -> {
          byId.setBytes(1, id.toBytes().shared());
          return rows(byId).stream().findFirst();
        });
  }

  /// @param handle in lower case, without the sign before it
  Optional<Conversation> byHandle(String handle) {
    return LocalStore.reading(
        () -> {
          byHandle.setString(1, handle);
          return rows(byHandle).stream().findFirst();
        });
  }

  private static List<Conversation> rows(PreparedStatement statement) throws SQLException {
    List<Conversation> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row(result));
      }
    }
    return rows;
  }

  private static Conversation row(ResultSet row) throws SQLException {
    return new Conversation(
        ConversationId.of(Bytes.owned(row.getBytes("id"))),
        row.getInt("kind") == 2 ? ConversationKind.GROUP : ConversationKind.DIRECT,
        AccountId.of(Bytes.owned(row.getBytes("peer"))),
        row.getString("handle"),
        Conversation.Standing.valueOf(row.getString("standing")),
        row.getLong("head"),
        row.getLong("read_through"),
        row.getLong("delivered_through"),
        row.getLong("seen_through"),
        row.getBoolean("identity_changed"),
        row.getLong("time"),
        row.getString("name"),
        Role.of(row.getInt("role")),
        row.getInt("members"),
        new Arrangement(
            row.getLong("muted_until"),
            row.getBoolean("pinned"),
            row.getBoolean("archived"),
            row.getString("draft")));
  }
}
