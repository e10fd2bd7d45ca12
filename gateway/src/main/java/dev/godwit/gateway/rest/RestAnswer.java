package dev.godwit.gateway.rest;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.util.Optional;

/// An answer as it goes over the connection.
///
/// @param retryAfterMillis 0: not said
/// @param allow the methods that the address takes; empty: not said
/// @param number of the error, 0 for none
public record RestAnswer(
    int status, String contentType, Bytes body, long retryAfterMillis, String allow, int number) {
  static final String JSON = "application/json";
  static final String BYTES = "application/octet-stream";

  private static final int DONE = 200;

  static RestAnswer json(Object value) {
    return new RestAnswer(DONE, JSON, Encoder.encode(value), 0, "", 0);
  }

  static RestAnswer document(String contentType, Bytes body) {
    return new RestAnswer(DONE, contentType, body, 0, "", 0);
  }

  public static RestAnswer error(ErrorCode code, long retryAfterMillis) {
    return error(code, retryAfterMillis, "");
  }

  /// @param at which part of the request it is about, empty for none
  static RestAnswer error(ErrorCode code, long retryAfterMillis, String at) {
    var body = new Bodies.ErrorBody(code.name(), code.code(), code.text(), at);
    return new RestAnswer(
        code.http(), JSON, Encoder.encode(body), retryAfterMillis, "", code.code());
  }

  RestAnswer withAllow(String methods) {
    return new RestAnswer(status, contentType, body, retryAfterMillis, methods, number);
  }

  /// Why it is a refusal; empty when it is none.
  public Optional<ErrorCode> error() {
    return ErrorCode.of(number);
  }
}
