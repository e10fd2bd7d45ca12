package dev.godwit.cli;

import dev.godwit.client.GodwitException;
import dev.godwit.client.Reason;

/// What a command ends with.
final class Exit {
  static final int OK = 0;

  /// The node or this device said no.
  static final int REFUSED = 1;

  /// The command was not understood.
  static final int USAGE = 2;

  static final int UNREACHABLE = 3;

  static final int TIMED_OUT = 4;

  /// The home is missing, locked, damaged, newer, or in use.
  static final int HOME = 5;

  private Exit() {}

  static int code(GodwitException e) {
    return switch (e.reason()) {
      case Reason.Refused _ -> REFUSED;
      case Reason.Local local -> code(local);
    };
  }

  private static int code(Reason.Local local) {
    return switch (local) {
      case NODE_UNREACHABLE, NODE_NOT_UNDERSTOOD -> UNREACHABLE;
      case TIMED_OUT -> TIMED_OUT;
      case UNKNOWN_CONVERSATION,
          TEXT_INVALID,
          IDENTITY_CHANGED,
          CODE_INVALID,
          CLOSED,
          SESSION_ENDED ->
          REFUSED;
      case NOT_REGISTERED,
          ALREADY_REGISTERED,
          HOME_IN_USE,
          HOME_NEWER,
          HOME_LOCKED,
          HOME_DAMAGED,
          HOME_UNUSABLE ->
          HOME;
    };
  }
}
