package dev.godwit.device.conversation;

import dev.godwit.device.step.Arrangement;
import dev.godwit.device.step.Setting;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the person has arranged the conversations: the settings that are about one of them, also of
/// conversations that this device does not know yet.
public final class Arrangements {
  private static final Set<String> KINDS =
      Set.of(Setting.MUTE, Setting.PIN, Setting.ARCHIVE, Setting.DRAFT);

  private final Map<ConversationId, Arrangement> all = new HashMap<>();

  Arrangements() {}

  public Arrangement of(ConversationId id) {
    return all.getOrDefault(id, Arrangement.NONE);
  }

  /// Takes a setting. Answers the conversation that it is about; empty when it is about none.
  public Optional<ConversationId> take(String name, Bytes value) {
    Optional<ConversationId> about = conversation(name);
    about.ifPresent(id -> all.put(id, with(of(id), name, value)));
    return about;
  }

  private static Arrangement with(Arrangement before, String name, Bytes value) {
    if (name.startsWith(Setting.MUTE)) {
      return before.muted(number(value));
    } else if (name.startsWith(Setting.PIN)) {
      return before.pinned(!value.isEmpty());
    } else if (name.startsWith(Setting.ARCHIVE)) {
      return before.archived(!value.isEmpty());
    }
    return before.drafted(new String(value.toArray(), StandardCharsets.UTF_8));
  }

  private static Optional<ConversationId> conversation(String name) {
    int slash = name.indexOf('/') + 1;
    String kind = name.substring(0, slash);
    try {
      return KINDS.contains(kind)
          ? Optional.of(ConversationId.parse(name.substring(slash)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static long number(Bytes digits) {
    long number = 0;
    for (byte digit : digits.toArray()) {
      if (digit < '0' || digit > '9' || number > Long.MAX_VALUE / 10 - 10) {
        return 0;
      }
      number = number * 10 + digit - '0';
    }
    return number;
  }
}
