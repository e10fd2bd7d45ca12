package dev.godwit.cli.serve;

import com.sun.net.httpserver.Headers;
import dev.godwit.wire.ErrorCode;
import java.util.Set;

/// Who may ask at all.
record Guard(Token token) {
  private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  /// Throws [Refusal] for web pages and for whoever does not show the token.
  void check(Headers headers) {
    if (!isLoopback(first(headers, "Host")) || headers.containsKey("Origin")) {
      throw new Refusal(
          ErrorCode.FORBIDDEN.http(),
          ErrorCode.FORBIDDEN.name(),
          "This is for programs on this machine, not for web pages.");
    }
    if (!token.isShownBy(first(headers, "Authorization"))) {
      throw new Refusal(
          ErrorCode.UNAUTHORIZED.http(),
          ErrorCode.UNAUTHORIZED.name(),
          "Send the header Authorization: Bearer TOKEN with the token that stands in "
              + token.file());
    }
  }

  private static String first(Headers headers, String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }

  private static boolean isLoopback(String host) {
    int port = host.lastIndexOf(':');
    boolean hasPort = port > host.lastIndexOf(']');
    return HOSTS.contains(hasPort ? host.substring(0, port) : host);
  }
}
