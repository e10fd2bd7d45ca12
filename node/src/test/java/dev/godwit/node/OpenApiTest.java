package dev.godwit.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.node.TestNode.Answer;
import dev.godwit.wire.ErrorCode;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the node says of its interface is what it serves.
final class OpenApiTest {
  // What every client, page and script relies on.
  private static final Set<String> EXPECTED =
      Set.of(
          "POST /v1/accounts",
          "GET /v1/accounts/{id}",
          "POST /v1/accounts/{id}/key-packages/claim",
          "GET /v1/handles/{handle}",
          "POST /v1/handles",
          "POST /v1/sessions",
          "POST /v1/sessions/refresh",
          "DELETE /v1/sessions/current",
          "GET /v1/devices",
          "DELETE /v1/devices/{id}",
          "POST /v1/key-packages",
          "GET /v1/key-packages",
          "POST /v1/messages",
          "GET /v1/conversations/{id}/messages",
          "GET /v1/conversations/{id}/welcomes/{sequence}",
          "GET /v1/conversations/{id}/group-info",
          "GET /v1/conversations/{id}/members",
          "POST /v1/key-packages/claim",
          "POST /v1/conversations/{id}/links",
          "GET /v1/conversations/{id}/links",
          "DELETE /v1/conversations/{id}/links/{link}",
          "GET /v1/links/{link}",
          "POST /v1/links/{link}/join",
          "GET /v1/conversations/{id}/requests",
          "DELETE /v1/conversations/{id}/requests/{account}",
          "DELETE /v1/archives/{archive}",
          "GET /v1/archives/{archive}/{part}",
          "GET /v1/linkings/{place}",
          "GET /v1/linkings/{place}/acceptance",
          "GET /v1/linkings/{place}/answer",
          "POST /v1/archives/{archive}/{part}",
          "POST /v1/devices",
          "POST /v1/devices/{id}/key-packages/claim",
          "POST /v1/devices/{id}/revocation",
          "POST /v1/linkings",
          "POST /v1/linkings/{place}/acceptance",
          "POST /v1/linkings/{place}/answer",
          "POST /v1/sessions/challenge",
          "POST /v1/sessions/device",
          "POST /v1/sessions/new-identity",
          "POST /v1/sessions/whose",
          "GET /",
          "GET /healthz",
          "GET /readyz",
          "GET /metrics",
          "GET /openapi.json",
          "GET /docs");

  private TestNode node;
  private JsonNode document;

  @BeforeEach
  void start() throws Exception {
    node = TestNode.start();
    document = node.get("/openapi.json").done().body();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void everyRouteIsDocumented() {
    assertEquals("3.1.0", document.path("openapi").asText());
    assertEquals(new TreeSet<>(EXPECTED), new TreeSet<>(operations()));
  }

  @Test
  void everyDocumentedRouteIsServed() throws Exception {
    for (String operation : operations()) {
      String method = operation.substring(0, operation.indexOf(' '));
      String path = operation.substring(operation.indexOf(' ') + 1);
      path = path.replace("{id}", "a".repeat(32)).replace("{handle}", "alice");
      path = path.replace("{account}", "a".repeat(32)).replaceAll("\\{\\w+}", "1");
      Answer answer = node.exchange(node.request(path).method(method, BodyPublishers.noBody()));
      assertNotEquals("NOT_FOUND", answer.code(), operation);
      assertNotEquals("METHOD_NOT_ALLOWED", answer.code(), operation);
      assertTrue(answer.status() < 500, operation);
      boolean documented =
          operation(operation).path("responses").has(Integer.toString(answer.status()));
      assertTrue(documented, operation + " answered " + answer.status());
    }
  }

  @Test
  void referencesLeadToSchemas() {
    Matcher matcher = Pattern.compile("#/components/schemas/(\\w+)").matcher(document.toString());
    Set<String> named = new TreeSet<>();
    while (matcher.find()) {
      named.add(matcher.group(1));
    }
    Set<String> kept = new TreeSet<>();
    document.path("components").path("schemas").fieldNames().forEachRemaining(kept::add);
    assertEquals(kept, named);
  }

  @Test
  void everyOperationSaysWhatItRefusesAndWhetherItNeedsAToken() {
    for (String name : operations()) {
      JsonNode operation = operation(name);
      assertFalse(operation.path("summary").asText().isEmpty(), name);
      assertTrue(operation.path("responses").has("200"), name);
      assertTrue(operation.path("responses").has("429"), name);
      boolean signedIn = operation.path("security").has(0);
      assertEquals(signedIn, operation.path("responses").toString().contains("TOKEN_EXPIRED"));
      operation
          .path("parameters")
          .forEach(each -> assertTrue(each.has("name") && each.has("schema"), name));
    }
  }

  @Test
  void pageForPeopleShowsEveryRouteAndEveryErrorAndLoadsNothing() throws Exception {
    String page = node.get("/docs").response().body();
    for (String operation : EXPECTED) {
      String path = operation.substring(operation.indexOf(' ') + 1);
      assertTrue(page.contains("</b> " + path + "</code>"), operation);
    }
    for (ErrorCode code : ErrorCode.values()) {
      assertTrue(page.contains("id=\"" + code.name() + "\""), code.name());
    }
    for (String foreign : List.of("<script", "src=", "http://", "https://", "@import", "url(")) {
      assertFalse(page.contains(foreign), foreign);
    }
  }

  @Test
  void frontPageLinksOnlyToWhatIsThere() throws Exception {
    String page = node.get("/").response().body();
    Matcher matcher = Pattern.compile("href=\"([^\"]+)\"").matcher(page);
    assertTrue(matcher.find());
    node.get(matcher.group(1)).done();
  }

  @Test
  void aNodeThatCannotWriteIsNotReadyUntilItCan() throws Exception {
    node.storeWritable.set(false);
    assertEquals(503, node.get("/readyz").status());
    node.get("/healthz").done();
    node.storeWritable.set(true);
    node.get("/readyz").done();
  }

  @Test
  void readinessAndMeasurementsAreThere() throws Exception {
    node.get("/readyz").done();
    node.get("/nothing");
    String metrics = node.get("/metrics").response().body();
    for (String name :
        List.of(
            "godwit_sessions",
            "godwit_connections",
            "godwit_entries_appended_total",
            "godwit_commit_seconds_count",
            "godwit_batch_appends_count",
            "godwit_worker_inputs{worker=\"0\"}",
            "godwit_errors_total{code=\"NOT_FOUND\"} 1.0",
            "jvm_memory_used_bytes")) {
      assertTrue(metrics.contains(name), name);
    }
  }

  private JsonNode operation(String name) {
    String[] parts = name.split(" ", -1);
    return document.path("paths").path(parts[1]).path(parts[0].toLowerCase(Locale.ROOT));
  }

  private List<String> operations() {
    List<String> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey()));
    }
    return operations;
  }
}
