package dev.godwit.gateway.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which requests come from a page of another origin.
final class CrossSiteTest {
  @ParameterizedTest
  @CsvSource({
    "/v1/devices, Sec-Fetch-Site, cross-site, true",
    "/v1/devices, Sec-Fetch-Site, same-site, true",
    "/v1/devices, Sec-Fetch-Site, same-origin, false",
    "/v1/devices, Sec-Fetch-Site, none, false",
    "/v1/socket, Origin, https://elsewhere.example, true",
    "/v1/socket, Origin, https://node.example:8443, false",
    "/v1/socket, Origin, null, true",
    "/v1/socket, Accept, text/html, false",
    "/docs, Sec-Fetch-Site, cross-site, false"
  })
  void pagesOfOtherOriginsAreKeptFromTheInterface(
      String path, String header, String value, boolean elsewhere) {
    FullHttpRequest request =
        new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path);
    Map.of("Host", "node.example:8443", header, value).forEach(request.headers()::set);
    assertEquals(elsewhere, CrossSite.isFromElsewhere(request, path));
  }
}
