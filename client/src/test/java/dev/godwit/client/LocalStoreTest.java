package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalStoreTest {
  private static final ConversationId CONVERSATION = new ConversationId(1, 2);
  private static final AccountId ME = new AccountId(3, 4);
  private static final AccountId OTHER = new AccountId(5, 6);
  private static final String SECRET = "the eagle lands at dawn";

  @TempDir private Path folder = Path.of("");
  private Home home = new Home(folder);
  private final byte[] key = new byte[HomeKey.KEY_BYTES];

  @BeforeEach
  void makeHome() {
    home = Home.at(folder.resolve("home"));
    Arrays.fill(key, (byte) 42);
  }

  private static Bytes bytes(String text) {
    return Bytes.owned(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Message message(long id, long sequence, long order, AccountId from) {
    MessageState state = sequence == 0 ? new MessageState.Waiting() : new MessageState.Received();
    return new Message(
        CONVERSATION,
        new EntryId(9, id),
        sequence,
        order,
        from,
        new DeviceId(7, 8),
        1_000 + id,
        state,
        new Content.Text(SECRET + " " + id));
  }

  @Test
  void whatWasAppliedIsThereAfterReopening() {
    try (LocalStore store = LocalStore.open(home, key)) {
      store.apply(
          List.of(new Change.Put("a/1", bytes("one")), new Change.Put("a/2", bytes("two"))));
      store.apply(List.of(new Change.Delete("a/1"), new Change.Put("b", bytes("three"))));
    }
    try (LocalStore store = LocalStore.open(home, key)) {
      assertEquals(Optional.empty(), store.get("a/1"));
      assertEquals(Optional.of(bytes("two")), store.get("a/2"));
      assertEquals(List.of("a/2"), List.copyOf(store.scan("a/").keySet()));
    }
  }

  @Test
  void changesOfOneStepAreAppliedInTheirOrder() {
    try (LocalStore store = LocalStore.open(home, key)) {
      store.apply(
          List.of(
              new Change.Put("k", bytes("1")),
              new Change.Delete("k"),
              new Change.Put("k", bytes("2"))));
      assertEquals(Optional.of(bytes("2")), store.get("k"));
    }
  }

  @Test
  void aMessageKeepsItsArrivalWhenItMovesOn() {
    try (LocalStore store = LocalStore.open(home, key)) {
      store.apply(List.of(new Change.PutMessage(message(1, 0, 1, ME))));
      store.apply(List.of(new Change.PutMessage(message(2, 5, 0, OTHER))));
      store.apply(List.of(new Change.PutMessage(message(1, 6, 1, ME))));
      assertEquals(
          List.of(1L, 2L),
          store.messages().arrivedAfter(0, 10).stream().map(MessageTable.Row::arrival).toList());
      assertEquals(
          List.of(6L, 5L),
          store.messages().before(CONVERSATION, Long.MAX_VALUE, 10).stream()
              .map(row -> row.message().sequence())
              .toList());
    }
  }

  @Test
  void whatWaitsIsNewerThanEverythingSent() {
    try (LocalStore store = LocalStore.open(home, key)) {
      store.apply(
          List.of(
              new Change.PutMessage(message(1, 0, 2, ME)),
              new Change.PutMessage(message(2, 0, 1, ME)),
              new Change.PutMessage(message(3, 7, 0, OTHER))));
      assertEquals(
          List.of(1L, 2L, 3L),
          store.messages().before(CONVERSATION, Long.MAX_VALUE, 10).stream()
              .map(row -> row.message().id().low())
              .toList());
      assertEquals(1, store.messages().before(CONVERSATION, 8, 10).size());
    }
  }

  @Test
  void onlyMessagesOfOthersBehindTheCursorAreUnread() {
    try (LocalStore store = LocalStore.open(home, key)) {
      store.apply(
          List.of(
              new Change.PutMessage(message(1, 1, 0, OTHER)),
              new Change.PutMessage(message(2, 2, 0, ME)),
              new Change.PutMessage(message(3, 3, 0, OTHER))));
      assertEquals(2, store.messages().unread(CONVERSATION, 0, ME));
      assertEquals(1, store.messages().unread(CONVERSATION, 1, ME));
      assertEquals(0, store.messages().unread(CONVERSATION, 3, ME));
    }
  }

  @Test
  void noFileOfTheHomeHoldsTheText() throws IOException {
    try (LocalStore store = LocalStore.open(home, key)) {
      for (int i = 1; i <= 200; i++) {
        store.apply(
            List.of(
                new Change.PutMessage(message(i, i, 0, OTHER)),
                new Change.Put("shell/secret", bytes(SECRET))));
      }
      assertTrue(Files.size(home.folder().resolve("store.db-wal")) > 0);
      assertFalse(anyFileHolds(SECRET));
      assertFalse(anyFileHolds("shell/secret"));
    }
    assertFalse(anyFileHolds(SECRET));
    assertFalse(anyFileHolds("SQLite format"));
  }

  private boolean anyFileHolds(String text) throws IOException {
    try (Stream<Path> files = Files.walk(home.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void anotherKeyDoesNotOpenTheStore() {
    LocalStore.open(home, key).close();
    byte[] other = key.clone();
    other[0]++;
    GodwitException e =
        assertThrows(GodwitException.class, () -> LocalStore.open(home, other).close());
    assertEquals(Reason.Local.HOME_LOCKED, e.reason());
  }

  @Test
  void withoutAKeyTheStoreIsNoDatabase() {
    LocalStore.open(home, key).close();
    assertThrows(
        SQLException.class,
        () -> DriverManager.getConnection("jdbc:sqlite:" + home.store()).close());
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws Exception {
    LocalStore.open(home, key).close();
    var config = new org.sqlite.mc.SQLiteMCChacha20Config().withRawUnsaltedKey(key).build();
    try (var connection = config.createConnection("jdbc:sqlite:" + home.store());
        var statement = connection.createStatement()) {
      statement.executeUpdate("pragma user_version = " + (Schema.VERSION + 1));
    }
    GodwitException e =
        assertThrows(GodwitException.class, () -> LocalStore.open(home, key).close());
    assertEquals(Reason.Local.HOME_NEWER, e.reason());
  }

  @Test
  void aDamagedStoreIsToldAndNotRepairedSilently() throws IOException {
    try (LocalStore store = LocalStore.open(home, key)) {
      for (int i = 1; i <= 300; i++) {
        store.apply(List.of(new Change.PutMessage(message(i, i, 0, OTHER))));
      }
    }
    byte[] file = Files.readAllBytes(home.store());
    for (int i = 8_192; i < file.length; i += 64) {
      file[i] ^= 0x55;
    }
    Files.write(home.store(), file);
    GodwitException e =
        assertThrows(
            GodwitException.class,
            () -> {
              try (LocalStore store = LocalStore.open(home, key)) {
                store.messages().before(CONVERSATION, Long.MAX_VALUE, 1_000);
              }
            });
    assertTrue(e.reason() == Reason.Local.HOME_DAMAGED || e.reason() == Reason.Local.HOME_LOCKED);
  }
}
