package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
  private static final Path ROOT = Path.of(System.getProperty("godwit.root", ".."));

  @Test
  void aCodeLeadsToItsError() {
    for (ErrorCode error : ErrorCode.values()) {
      assertEquals(Optional.of(error), ErrorCode.of(error.code()));
    }
    assertEquals(Optional.empty(), ErrorCode.of(0));
    assertEquals(Optional.empty(), ErrorCode.of(1_000_000));
  }

  @Test
  void aCloseCodeLeadsToItsReason() {
    for (CloseCode close : CloseCode.values()) {
      assertEquals(Optional.of(close), CloseCode.of(close.code()));
      // RFC 6455 section 7.4.2 leaves these to applications.
      assertTrue(close.code() >= 4_000 && close.code() <= 4_999, close.name());
    }
    assertEquals(Optional.empty(), CloseCode.of(1_000));
  }

  @Test
  void anErrorIsAnHttpError() {
    for (ErrorCode error : ErrorCode.values()) {
      assertTrue(error.http() >= 400 && error.http() <= 599, error.name());
    }
  }

  @Test
  void aTextIsOneSentenceThatSaysWhatHappenedAndThenWhatToDo() {
    Stream<String> errors = Stream.of(ErrorCode.values()).map(ErrorCode::text);
    Stream<String> closes = Stream.of(CloseCode.values()).map(CloseCode::text);
    Stream.concat(errors, closes)
        .forEach(text -> assertTrue(text.matches("[A-Z][^;!?]*[^.]; [a-z/][^;!?]*[^. ]\\."), text));
  }

  @Test
  void theTextsSayTheNumbersOfTheLimits() {
    String handle = Limits.HANDLE_CHARACTERS_MIN + " to " + Limits.HANDLE_CHARACTERS_MAX;
    assertTrue(ErrorCode.HANDLE_INVALID.text().contains(handle));
    String password = Limits.PASSWORD_CHARACTERS_MIN + " to " + Limits.PASSWORD_CHARACTERS_MAX;
    assertTrue(ErrorCode.PASSWORD_INVALID.text().contains(password));
    String silent = Limits.SILENT_MILLIS_MAX / 1_000 + " seconds";
    assertTrue(CloseCode.SILENT.text().contains(silent));
  }

  @Test
  void thePageOfErrorsIsUpToDate() throws IOException {
    assertEquals(
        Files.readString(ROOT.resolve("wire/target/generated-docs/ERRORS.md")),
        Files.readString(ROOT.resolve("docs/ERRORS.md")),
        "cp wire/target/generated-docs/ERRORS.md docs/");
  }

  @Test
  void typeScriptHasEveryCode() throws IOException {
    String code = Files.readString(ROOT.resolve("wire/target/generated-typescript/errors.ts"));
    for (ErrorCode error : ErrorCode.values()) {
      assertTrue(code.contains("  " + error + ": { code: " + error.code() + ","), error.name());
    }
    for (CloseCode close : CloseCode.values()) {
      assertTrue(code.contains("  " + close + ": { code: " + close.code() + ","), close.name());
    }
  }
}
