package dev.godwit.device.step;

import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;

/// Something that the person sets for a conversation or a device, the same on all their devices;
/// the names and values
/// are those of [dev.godwit.device.own.Settings].
public record Setting(String name, String value) {
  /// The longest text that is kept as a draft, in UTF-16 code units; of a longer one the beginning.
  public static final int DRAFT_CHARACTERS_MAX = 16_384;

  public static final String MUTE = "mute/";
  public static final String PIN = "pin/";
  public static final String ARCHIVE = "archive/";
  public static final String DRAFT = "draft/";
  public static final String DEVICE = "device/";

  /// What a person calls a device, in UTF-16 code units; of a longer name the beginning.
  public static final int DEVICE_CHARACTERS_MAX = 64;

  private static final String YES = "1";

  /// No notice is wanted before a time, 0 for notices again.
  public static Setting muted(ConversationId id, long untilMillis) {
    return new Setting(MUTE + id, untilMillis > 0 ? Long.toString(untilMillis) : "");
  }

  /// Shown before the others, or not.
  public static Setting pinned(ConversationId id, boolean pinned) {
    return new Setting(PIN + id, pinned ? YES : "");
  }

  /// Put away, or not.
  public static Setting archived(ConversationId id, boolean archived) {
    return new Setting(ARCHIVE + id, archived ? YES : "");
  }

  /// A text that is not sent yet, empty for none. The other devices are told when it has not
  /// changed for two seconds.
  public static Setting drafted(ConversationId id, String text) {
    return new Setting(DRAFT + id, beginning(text, DRAFT_CHARACTERS_MAX));
  }

  /// What the person calls one of their devices, empty for nothing.
  public static Setting named(DeviceId device, String name) {
    return new Setting(DEVICE + device, beginning(name.strip(), DEVICE_CHARACTERS_MAX));
  }

  private static String beginning(String text, int charactersMax) {
    int end = Math.min(text.length(), charactersMax);
    boolean splits = end < text.length() && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, splits ? end - 1 : end);
  }

  /// Whether it is a text that is still being written.
  public static boolean isDraft(String name) {
    return name.startsWith(DRAFT);
  }

  /// The name only: the value may be private.
  @Override
  public String toString() {
    return "Setting[" + name + "]";
  }
}
