package dev.godwit.gateway.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a browser gets of the web client.
final class SiteAnswersTest {
  private static final String LIST =
      """
      {"release": "1", "files": [
        {"path": "/index.html", "type": "text/html; charset=utf-8", "bytes": 6, "sha256": "aa"},
        {"path": "/assets/main-1.js", "type": "text/javascript", "bytes": 4, "sha256": "bb"}
      ]}
      """;

  @TempDir private Path folder;
  private SiteAnswers answers = new SiteAnswers(Site.EMPTY);
  private URLClassLoader loader = new URLClassLoader(new URL[0], null);

  @BeforeEach
  void load() throws IOException {
    write("integrity.json", LIST);
    write("index.html", "a page");
    write("index.html.br", "brotli");
    write("index.html.gz", "gzip");
    write("assets/main-1.js", "code");
    loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
    answers = new SiteAnswers(Site.load(loader));
  }

  @AfterEach
  void close() throws IOException {
    loader.close();
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve("web").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Optional<FullHttpResponse> ask(HttpMethod method, String uri, Map<String, String> more) {
    FullHttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, method, uri);
    more.forEach(request.headers()::set);
    return answers.answer(request, URI.create(uri).getPath());
  }

  private FullHttpResponse get(String uri, Map<String, String> more) {
    return ask(HttpMethod.GET, uri, more).orElseThrow();
  }

  private static String text(FullHttpResponse response) {
    return response.content().toString(StandardCharsets.UTF_8);
  }

  @Test
  void pageIsAskedAboutEachTimeAndHashedFilesAreKeptForEver() {
    FullHttpResponse page = get("/", Map.of());
    assertEquals("a page", text(page));
    assertEquals("no-cache", page.headers().get("cache-control"));
    FullHttpResponse code = get("/assets/main-1.js", Map.of());
    assertEquals("code", text(code));
    assertEquals("public, max-age=31536000, immutable", code.headers().get("cache-control"));
  }

  @Test
  void whatIsKnownIsNotSentAgain() {
    FullHttpResponse same = get("/", Map.of("If-None-Match", "\"aa\""));
    assertEquals(304, same.status().code());
    assertEquals("", text(same));
    assertEquals(200, get("/", Map.of("If-None-Match", "\"old\"")).status().code());
  }

  @Test
  void eachFormGoesToThoseWhoTakeIt() {
    assertEquals("brotli", text(get("/", Map.of("Accept-Encoding", "gzip, br"))));
    FullHttpResponse zipped = get("/", Map.of("Accept-Encoding", "gzip, br;q=0"));
    assertEquals("gzip", text(zipped));
    assertEquals("gzip", zipped.headers().get("content-encoding"));
    assertEquals("accept-encoding", zipped.headers().get("vary"));
  }

  @Test
  void policyAllowsNothingFromElsewhereAndNoFrames() {
    String policy = get("/", Map.of()).headers().get("content-security-policy");
    assertTrue(policy.contains("default-src 'none'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe-inline"), policy);
    assertFalse(policy.contains("http"), policy);
    assertEquals("DENY", get("/", Map.of()).headers().get("x-frame-options"));
  }

  @Test
  void headHasNoBodyAndTheListIsServed() {
    FullHttpResponse head = ask(HttpMethod.HEAD, "/", Map.of()).orElseThrow();
    assertEquals("", text(head));
    assertEquals("6", head.headers().get("content-length"));
    assertEquals(LIST, text(get("/integrity.json", Map.of())));
  }

  @Test
  void invitationsOpenThePageAndNothingElseIsServed() {
    assertEquals("a page", text(get("/join", Map.of())));
    assertTrue(ask(HttpMethod.GET, "/v1/devices", Map.of()).isEmpty());
    assertTrue(ask(HttpMethod.GET, "/index.html.br", Map.of()).isEmpty());
    assertTrue(ask(HttpMethod.GET, "/../secret", Map.of()).isEmpty());
    assertTrue(ask(HttpMethod.POST, "/", Map.of()).isEmpty());
  }
}
