package dev.godwit.gateway.rest;

import dev.godwit.core.account.Reply;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.util.List;

/// One method at one address: what it takes, what it answers, and who answers.
///
/// @param path template, its parameters in braces
/// @param parameters of the path and the query
/// @param request the record of the body, [Bodies.Nothing] for none
/// @param response the record of the answer; [Message] and [Document] for what is no JSON
/// @param errors what else than the errors that every route can answer
record Route(
    Method method,
    String path,
    String summary,
    Access access,
    List<Parameter> parameters,
    Class<?> request,
    Class<?> response,
    List<ErrorCode> errors,
    Handler handler) {

  enum Access {
    OPEN,
    SIGNED_IN
  }

  enum Place {
    PATH,
    QUERY
  }

  /// @param max the largest number or the most characters, 0: no bound
  record Parameter(String name, Place place, Class<?> type, long max, String text) {}

  /// Answers a request that has the documented shape. Runs on a virtual thread and may block.
  interface Handler {
    Reply<?> handle(Asked asked);
  }

  /// An answer that is an encoded message of the protocol (`frames.proto`).
  record Message(Bytes bytes) {}

  /// An answer that is no JSON.
  record Document(String contentType, String text) {}

  static Route get(String path, String summary, Class<?> response, Handler handler) {
    return of(Method.GET, path, summary, Bodies.Nothing.class, response, handler);
  }

  static Route post(
      String path, String summary, Class<?> request, Class<?> response, Handler handler) {
    return of(Method.POST, path, summary, request, response, handler);
  }

  static Route delete(String path, String summary, Handler handler) {
    Class<?> nothing = Bodies.Nothing.class;
    return of(Method.DELETE, path, summary, nothing, nothing, handler);
  }

  private static Route of(
      Method method,
      String path,
      String summary,
      Class<?> request,
      Class<?> response,
      Handler handler) {
    return new Route(
        method, path, summary, Access.SIGNED_IN, List.of(), request, response, List.of(), handler);
  }

  /// Takes requests without a token.
  Route open() {
    return new Route(
        method, path, summary, Access.OPEN, parameters, request, response, errors, handler);
  }

  Route with(Parameter... taken) {
    return new Route(
        method, path, summary, access, List.of(taken), request, response, errors, handler);
  }

  Route refusing(ErrorCode... codes) {
    return new Route(
        method, path, summary, access, parameters, request, response, List.of(codes), handler);
  }
}
