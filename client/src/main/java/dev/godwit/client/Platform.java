package dev.godwit.client;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/// What this device tells others that it is.
final class Platform {
  private static final int CHARACTERS_MAX = 64;

  private Platform() {}

  /// What it runs on, for everybody.
  static String name() {
    String name = System.getProperty("os.name", "unknown").toLowerCase(Locale.ROOT);
    return name.substring(0, Math.min(name.length(), CHARACTERS_MAX));
  }

  /// What the machine is called, for the account's own devices until the person says otherwise;
  /// empty when it does not say. May block.
  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}
