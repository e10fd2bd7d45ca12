package dev.godwit.cli.scenario;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.client.testing.Await;
import dev.godwit.client.testing.JavaProcess;
import java.util.List;
import java.util.stream.Stream;

/// What a command printed with `--json`: one object a line.
final class Printed {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Printed() {}

  static List<JsonNode> events(JavaProcess process) {
    return parse(process.lines().stream());
  }

  static List<JsonNode> parse(Stream<String> lines) {
    return lines.map(Printed::parse).toList();
  }

  static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  static List<String> names(JavaProcess process) {
    return events(process).stream().map(each -> each.path("event").asText()).toList();
  }

  static Stream<JsonNode> messages(JavaProcess process) {
    return events(process).stream().filter(each -> each.path("event").asText().equals("message"));
  }

  static List<String> texts(JavaProcess process) {
    return messages(process).map(each -> each.path("text").asText()).toList();
  }

  /// Each text with who said it: `alice: hello`.
  static List<String> said(JavaProcess process) {
    return messages(process)
        .map(each -> each.path("from").asText() + ": " + each.path("text").asText())
        .toList();
  }

  static void awaitSaid(JavaProcess listener, String text) {
    Await.until(
        "“" + text + "” has come",
        () -> said(listener).stream().anyMatch(each -> each.contains(text)));
  }

  static void awaitNamed(JavaProcess process, String event) {
    Await.until("it told “" + event + "”", () -> names(process).contains(event));
  }
}
