package dev.godwit.cli.serve;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardTest {
  @TempDir private Path home = Path.of("");

  private static Headers headers(String host, String authorization) {
    Headers headers = new Headers();
    headers.set("Host", host);
    headers.set("Authorization", authorization);
    return headers;
  }

  private int refusal(Headers headers) {
    Guard guard = new Guard(Token.in(home));
    return assertThrows(Refusal.class, () -> guard.check(headers)).status();
  }

  @Test
  void theTokenOfTheHomeOpens() {
    Token token = Token.in(home);
    for (String host : List.of("127.0.0.1:8090", "localhost", "[::1]:1")) {
      assertDoesNotThrow(() -> new Guard(token).check(headers(host, "Bearer " + token.value())));
    }
  }

  @Test
  void theTokenIsTheSameNextTimeAndNobodyElsesToRead() throws Exception {
    Token token = Token.in(home);
    assertEquals(token, Token.in(home));
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(token.file())));
    Files.delete(token.file());
    assertNotEquals(token.value(), Token.in(home).value());
  }

  @Test
  void anyOtherTokenIsRefused() {
    for (String shown : List.of("", "Bearer ", "Bearer x", Token.in(home).value())) {
      assertEquals(401, refusal(headers("localhost", shown)));
    }
  }

  @Test
  void aWebPageIsRefusedEvenWithTheToken() {
    String bearer = "Bearer " + Token.in(home).value();
    assertEquals(403, refusal(headers("evil.example.org", bearer)));
    assertEquals(403, refusal(headers("localhost.evil.example.org:80", bearer)));
    Headers page = headers("localhost", bearer);
    page.set("Origin", "http://localhost");
    assertEquals(403, refusal(page));
  }
}
