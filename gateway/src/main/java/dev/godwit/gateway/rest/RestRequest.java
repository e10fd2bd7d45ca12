package dev.godwit.gateway.rest;

import dev.godwit.wire.Bytes;
import java.util.Optional;

/// A request as it came over the connection.
///
/// @param method as it was sent; HEAD is answered as GET without a body
/// @param uri path and query
/// @param bearer the token of the Authorization header
/// @param address where it came from, empty when that is not limited
public record RestRequest(String method, String uri, Bearer bearer, Bytes body, String address) {

  /// A token, or that there was none.
  public record Bearer(String token) {
    public static final Bearer NONE = new Bearer("");

    private static final String SCHEME = "Bearer ";

    /// Of the value of an Authorization header.
    public static Bearer of(Optional<String> header) {
      return header
          .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
          .map(value -> new Bearer(value.substring(SCHEME.length()).strip()))
          .orElse(NONE);
    }

    @Override
    public String toString() {
      return "Bearer";
    }
  }
}
