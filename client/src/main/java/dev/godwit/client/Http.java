package dev.godwit.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/// The HTTP client for one node.
final class Http {
  /// How long a connection may take to come about.
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private Http() {}

  static HttpClient client(URI server, Executor executor) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .executor(executor)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT);
    if ("http".equals(server.getScheme())) {
      builder.sslContext(trustingNobody());
    }
    return builder.build();
  }

  /// For a node without TLS: the client wants a context all the same, and the usual one reads the
  /// platform's certificates, which takes a tenth of a second.
  private static SSLContext trustingNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every platform has TLS", e);
    }
  }
}
