package dev.godwit.client;

import dev.godwit.wire.ErrorCode;

/// Something could not be done. The message is one sentence that says what to do.
public final class GodwitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Reason reason;

  public GodwitException(Reason reason, String sentence) {
    super(sentence);
    this.reason = reason;
  }

  public GodwitException(Reason reason, String sentence, Throwable cause) {
    super(sentence, cause);
    this.reason = reason;
  }

  /// A refusal with the catalogue's own sentence.
  public static GodwitException refused(ErrorCode error) {
    return refused(error, 0);
  }

  static GodwitException refused(ErrorCode error, long retryAfterMillis) {
    return new GodwitException(new Reason.Refused(error, retryAfterMillis), error.text());
  }

  public Reason reason() {
    return reason;
  }

  /// The message, never absent.
  public String sentence() {
    String message = getMessage();
    return message == null ? reason.code() : message;
  }
}
