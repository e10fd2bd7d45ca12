package dev.godwit.cli;

import dev.godwit.client.GodwitException;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.io.Console;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Asks for passwords without showing them.
final class Passwords {
  private Passwords() {}

  /// A password that exists.
  static String ask(@Nullable Path file) {
    return checked(file == null ? typed(console(), "Password: ") : Shared.firstLine(file));
  }

  /// A new one: typed twice.
  static String choose(@Nullable Path file) {
    if (file != null) {
      return checked(Shared.firstLine(file));
    }
    Console console = console();
    String first = checked(typed(console, "Choose a password (8 or more characters): "));
    if (!first.equals(typed(console, "Again: "))) {
      throw new Usage("The two passwords are not the same.");
    }
    return first;
  }

  private static Console console() {
    return Tty.console()
        .orElseThrow(
            () ->
                new Usage(
                    "There is no terminal to ask for a password; give --password-file FILE."));
  }

  private static String typed(Console console, String prompt) {
    char[] typed = console.readPassword("%s", prompt);
    if (typed == null) {
      throw new Usage("No password was given.");
    }
    try {
      return new String(typed);
    } finally {
      Arrays.fill(typed, '\0');
    }
  }

  private static String checked(String password) {
    int length = password.length();
    if (length < Limits.PASSWORD_CHARACTERS_MIN || length > Limits.PASSWORD_CHARACTERS_MAX) {
      throw GodwitException.refused(ErrorCode.PASSWORD_INVALID);
    }
    return password;
  }
}
