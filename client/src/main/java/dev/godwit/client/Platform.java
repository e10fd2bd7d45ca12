package dev.godwit.client;

import java.util.Locale;

/// What this device tells others that it runs on.
final class Platform {
  private static final int CHARACTERS_MAX = 64;

  private Platform() {}

  static String name() {
    String name = System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT);
    return name.substring(0, Math.min(name.length(), CHARACTERS_MAX));
  }
}
