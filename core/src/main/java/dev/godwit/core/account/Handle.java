package dev.godwit.core.account;

import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.util.Locale;
import java.util.regex.Pattern;

/// The name by which people find an account, in its canonical form: lower case, and so unique
/// whatever the case it is typed in.
record Handle(String text) {
  private static final Pattern CANONICAL =
      Pattern.compile(
          "[a-z][a-z0-9_.]{"
              + (Limits.HANDLE_CHARACTERS_MIN - 1)
              + ","
              + (Limits.HANDLE_CHARACTERS_MAX - 1)
              + "}");

  /// Takes what a person typed; a leading `@` is not part of a handle.
  static Reply<Handle> parse(String text) {
    String canonical = text.toLowerCase(Locale.ROOT);
    return CANONICAL.matcher(canonical).matches()
        ? Reply.given(new Handle(canonical))
        : Reply.refused(ErrorCode.HANDLE_INVALID);
  }
}
