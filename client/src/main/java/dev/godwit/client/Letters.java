package dev.godwit.client;

import dev.godwit.device.content.Content;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Messages to handles that no account is known for yet: they wait here, durably, until the node
/// says whose handle it is, and then go into the outbox in the order in which they were written.
final class Letters {
  /// Letters that wait in one home.
  static final int LETTERS_MAX = 1_000;

  private static final String PREFIX = "shell/letter/";
  private static final char SEPARATOR = '\n';

  /// @param name ordered by the time of writing
  record Letter(String name, String handle, String text) {}

  private final RandomGenerator random;

  Letters(RandomGenerator random) {
    this.random = random;
  }

  /// Writes a letter; durable with the step that the desk belongs to.
  Letter write(DeviceLoop.Desk desk, String handle, String text) {
    if (all(desk.store()).size() >= LETTERS_MAX) {
      throw new GodwitException(
          Reason.Local.TEXT_INVALID,
          "Too many messages wait for the node already; connect before you write more.");
    }
    String name = "%016x%08x".formatted(desk.now(), random.nextInt());
    byte[] value = (handle + SEPARATOR + text).getBytes(StandardCharsets.UTF_8);
    desk.changes().add(new Change.Put(PREFIX + name, Bytes.owned(value)));
    return new Letter(name, handle, text);
  }

  static List<Letter> all(DeviceStore store) {
    List<Letter> letters = new ArrayList<>();
    store
        .scan(PREFIX)
        .forEach(
            (key, value) -> {
              String text = new String(value.shared(), StandardCharsets.UTF_8);
              int end = text.indexOf(SEPARATOR);
              letters.add(
                  new Letter(
                      key.substring(PREFIX.length()),
                      text.substring(0, end),
                      text.substring(end + 1)));
            });
    return letters;
  }

  /// The handles that letters wait for.
  static Set<String> handles(DeviceStore store) {
    Set<String> handles = new LinkedHashSet<>();
    all(store).forEach(letter -> handles.add(letter.handle()));
    return handles;
  }

  /// Puts what waits for the handle into the outbox of its account.
  static List<Sending> address(DeviceLoop.Desk desk, String handle, AccountId account) {
    List<Sending> sendings = new ArrayList<>();
    for (Letter letter : take(desk, handle)) {
      ConversationId conversation = desk.device().openDirect(account, desk.now());
      EntryId id = desk.device().send(conversation, new Content.Text(letter.text()), desk.now());
      sendings.add(new Sending(letter.name(), conversation, id));
    }
    return sendings;
  }

  /// Takes what waits for the handle out of the store, once: what another input of the same step
  /// has taken is not there any more.
  static List<Letter> take(DeviceLoop.Desk desk, String handle) {
    List<Letter> letters = new ArrayList<>();
    for (Letter letter : all(desk.store())) {
      Change taken = new Change.Delete(PREFIX + letter.name());
      if (letter.handle().equals(handle) && !desk.changes().contains(taken)) {
        desk.changes().add(taken);
        letters.add(letter);
      }
    }
    return letters;
  }
}
