package dev.godwit.cli.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Times as people read them, in the time zone of this machine. All take milliseconds since 1970.
public final class Times {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private Times() {}

  /// Such as `14:02`.
  public static String clock(long millis) {
    return at(millis).format(CLOCK);
  }

  /// Such as `Sat 21 Nov 2026`.
  public static String day(long millis) {
    return at(millis).format(DAY);
  }

  /// Such as `14:02` today, and `20 Nov 14:02` on another day.
  public static String shortly(long millis) {
    ZonedDateTime time = at(millis);
    boolean today = time.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
    return time.format(today ? CLOCK : SHORT);
  }

  private static ZonedDateTime at(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZoneId.systemDefault());
  }
}
