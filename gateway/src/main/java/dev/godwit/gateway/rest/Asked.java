package dev.godwit.gateway.rest;

import dev.godwit.core.account.AccessToken;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A request that has the documented shape.
///
/// @param parameters by name, in the type that the route gives them
/// @param body the route's request record
/// @param token present when the route asks for one
record Asked(
    Map<String, Object> parameters, Object body, Optional<AccessToken> token, String address) {

  /// Who is signed in.
  AccessToken who() {
    return token.orElseThrow();
  }

  <T> T body(Class<T> type) {
    return type.cast(body);
  }

  /// A parameter of the path.
  <T> T path(String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(parameters.get(name)));
  }

  /// A number of the query or the path.
  long number(String name, long otherwise) {
    return parameters.get(name) instanceof Long number ? number : otherwise;
  }
}
