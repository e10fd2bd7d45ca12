import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Writes the catalogue for those who read it: Java, TypeScript and people.
final class CatalogueWriter {
  private CatalogueWriter() {}

  static Map<String, String> java(Catalogue catalogue) {
    Map<String, String> files = new TreeMap<>();
    files.put(
        "ErrorCode.java",
        ERROR_CODE
            .replace(
                "$constants",
                each(
                    catalogue,
                    error ->
                        "  %s(%d, %d, Retry.%s, \"%s\")"
                            .formatted(
                                error.name(),
                                error.code(),
                                error.http(),
                                error.retry().toUpperCase(),
                                error.text()),
                    ",\n"))
            .replace(
                "$cases",
                each(
                    catalogue,
                    error ->
                        "      case %d -> Optional.of(%s);".formatted(error.code(), error.name()),
                    "\n")));
    files.put(
        "CloseCode.java",
        CLOSE_CODE
            .replace(
                "$constants",
                eachClose(
                    catalogue,
                    close ->
                        "  %s(%d, %s, \"%s\")"
                            .formatted(close.name(), close.code(), close.reconnect(), close.text()),
                    ",\n"))
            .replace(
                "$cases",
                eachClose(
                    catalogue,
                    close ->
                        "      case %d -> Optional.of(%s);".formatted(close.code(), close.name()),
                    "\n")));
    return files;
  }

  static Map<String, String> typeScript(Catalogue catalogue) {
    String errors =
        each(
            catalogue,
            error ->
                "  %s: { code: %d, http: %d, retry: '%s', text: \"%s\" },"
                    .formatted(
                        error.name(), error.code(), error.http(), error.retry(), error.text()),
            "\n");
    String closes =
        eachClose(
            catalogue,
            close ->
                "  %s: { code: %d, reconnect: %s, text: \"%s\" },"
                    .formatted(close.name(), close.code(), close.reconnect(), close.text()),
            "\n");
    return Map.of("errors.ts", TYPE_SCRIPT.replace("$errors", errors).replace("$closes", closes));
  }

  static Map<String, String> markdown(Catalogue catalogue) {
    String errors =
        each(
            catalogue,
            error ->
                "| %d | `%s` | %d | %s | %s |"
                    .formatted(
                        error.code(),
                        error.name(),
                        error.http(),
                        error.retry().replace('_', ' '),
                        error.text()),
            "\n");
    String closes =
        eachClose(
            catalogue,
            close ->
                "| %d | `%s` | %s | %s |"
                    .formatted(
                        close.code(), close.name(), close.reconnect() ? "yes" : "no", close.text()),
            "\n");
    return Map.of("ERRORS.md", MARKDOWN.replace("$errors", errors).replace("$closes", closes));
  }

  private static String each(
      Catalogue catalogue, Function<Catalogue.Failure, String> line, String between) {
    return catalogue.errors().stream().map(line).collect(Collectors.joining(between));
  }

  private static String eachClose(
      Catalogue catalogue, Function<Catalogue.Close, String> line, String between) {
    return catalogue.closes().stream().map(line).collect(Collectors.joining(between));
  }

  private static final String ERROR_CODE =
      """
      // Generated from catalogue.json.
      package dev.godwit.wire;

      import java.util.Optional;

      /// Why something was refused. The same number in an [Error] frame and in the body of a REST answer.
      public enum ErrorCode {
      $constants;

        /// Whether the same request may be tried again.
        public enum Retry {
          NEVER,
          AT_ONCE,
          /// After the time that came with the error, or with backoff when none came.
          LATER,
          /// After the conversation's log was read to its head.
          AFTER_CATCH_UP
        }

        private final int code;
        private final int http;
        private final Retry retry;
        private final String text;

        ErrorCode(int code, int http, Retry retry, String text) {
          this.code = code;
          this.http = http;
          this.retry = retry;
          this.text = text;
        }

        /// Empty for a number that a newer node may know.
        public static Optional<ErrorCode> of(int code) {
          return switch (code) {
      $cases
            default -> Optional.empty();
          };
        }

        public int code() {
          return code;
        }

        /// The status of the HTTP answer that carries this error.
        public int http() {
          return http;
        }

        public Retry retry() {
          return retry;
        }

        /// One sentence for a person, in English.
        public String text() {
          return text;
        }
      }
      """;

  private static final String CLOSE_CODE =
      """
      // Generated from catalogue.json.
      package dev.godwit.wire;

      import java.util.Optional;

      /// Why a node closed the WebSocket.
      public enum CloseCode {
      $constants;

        private final int code;
        private final boolean reconnect;
        private final String text;

        CloseCode(int code, boolean reconnect, String text) {
          this.code = code;
          this.reconnect = reconnect;
          this.text = text;
        }

        /// Empty for a number that is not ours, or that a newer node may know.
        public static Optional<CloseCode> of(int code) {
          return switch (code) {
      $cases
            default -> Optional.empty();
          };
        }

        public int code() {
          return code;
        }

        /// Whether the device connects again by itself.
        public boolean reconnect() {
          return reconnect;
        }

        /// One sentence for a person, in English.
        public String text() {
          return text;
        }
      }
      """;

  private static final String TYPE_SCRIPT =
      """
      // Generated from catalogue.json.

      export const ERRORS = {
      $errors
      } as const;

      export const CLOSES = {
      $closes
      } as const;

      export type ErrorName = keyof typeof ERRORS;
      export type CloseName = keyof typeof CLOSES;
      export type Retry = (typeof ERRORS)[ErrorName]['retry'];
      """;

  private static final String MARKDOWN =
      """
      # Errors and close codes

      Generated from `wire/src/main/catalogue/catalogue.json`; change it there.

      ## Errors

      An `Error` frame carries the code; a REST answer carries code, name and text with the HTTP status. *Retry* says
      whether the same request may be tried again: never, at once, later (after the time that came with the error, or with
      backoff), or after catch up (read the conversation to its head, then make the request anew).

      | code | name | HTTP | retry | text |
      |---|---|---|---|---|
      $errors

      ## Close codes

      The WebSocket is closed with one of these. *Reconnect* says whether the device connects again by itself.

      | code | name | reconnect | text |
      |---|---|---|---|
      $closes
      """;
}
