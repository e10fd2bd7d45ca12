package dev.godwit.cli.serve;

import dev.godwit.client.GodwitException;
import dev.godwit.client.Reason;
import dev.godwit.wire.ErrorCode;

/// A request that is answered with an error.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  Refusal(int status, String code, String sentence) {
    super(sentence);
    this.status = status;
    this.code = code;
  }

  static Refusal of(ErrorCode error) {
    return new Refusal(error.http(), error.name(), error.text());
  }

  static Refusal malformed(String sentence) {
    return new Refusal(
        ErrorCode.MALFORMED_REQUEST.http(), ErrorCode.MALFORMED_REQUEST.name(), sentence);
  }

  static Refusal of(GodwitException e) {
    return switch (e.reason()) {
      case Reason.Refused(var error, _) -> of(error);
      case Reason.Local local -> new Refusal(status(local), local.code(), e.sentence());
    };
  }

  private static int status(Reason.Local local) {
    return switch (local) {
      case UNKNOWN_CONVERSATION -> 404;
      case TEXT_INVALID, CODE_INVALID -> 400;
      case IDENTITY_CHANGED -> 409;
      case NODE_UNREACHABLE, NODE_NOT_UNDERSTOOD, CLOSED, SESSION_ENDED -> 503;
      case TIMED_OUT -> 504;
      case NOT_REGISTERED,
          ALREADY_REGISTERED,
          HOME_IN_USE,
          HOME_NEWER,
          HOME_LOCKED,
          HOME_DAMAGED,
          HOME_UNUSABLE ->
          500;
    };
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
