package dev.godwit.client;

import dev.godwit.device.own.Ending;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Says who took this device out of its account, and when.
final class Removal {
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm", Locale.ENGLISH);

  private Removal() {}

  static String sentence(Ending ending) {
    String when =
        WHEN.format(Instant.ofEpochMilli(ending.timeMillis()).atZone(ZoneId.systemDefault()));
    return ending.signed()
        ? "Another of your devices removed this one from the account (%s); link it again."
            .formatted(when)
        : ("The node removed this device from the account (%s), and none of your devices has signed"
                + " that: link it again, and find out who did it.")
            .formatted(when);
  }
}
