package dev.godwit.gateway.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.gateway.rest.Route.Access;
import dev.godwit.gateway.rest.Route.Document;
import dev.godwit.gateway.rest.Route.Message;
import dev.godwit.gateway.rest.Route.Parameter;
import dev.godwit.gateway.rest.Route.Place;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The OpenAPI 3.1 document of the routes.
final class OpenApi {
  private static final String SCHEMAS = "#/components/schemas/";

  private final ObjectNode schemas = object();

  private OpenApi() {}

  static Document document(List<Route> routes) {
    byte[] json = Encoder.encode(new OpenApi().of(routes)).shared();
    return new Document(RestAnswer.JSON, new String(json, StandardCharsets.UTF_8));
  }

  /// What a route can refuse with: what it says itself, and what comes before it.
  static List<ErrorCode> errors(Route route) {
    List<ErrorCode> errors = new ArrayList<>(route.errors());
    if (!route.parameters().isEmpty() || route.request() != Bodies.Nothing.class) {
      errors.add(ErrorCode.MALFORMED_REQUEST);
    }
    if (route.request() != Bodies.Nothing.class) {
      errors.add(ErrorCode.REQUEST_TOO_LARGE);
    }
    if (route.access() == Access.SIGNED_IN) {
      errors.add(ErrorCode.UNAUTHORIZED);
      errors.add(ErrorCode.TOKEN_EXPIRED);
    }
    errors.add(ErrorCode.RATE_LIMITED);
    errors.add(ErrorCode.OVERLOADED);
    errors.add(ErrorCode.STORE_UNAVAILABLE);
    return errors.stream().distinct().toList();
  }

  private ObjectNode of(List<Route> routes) {
    ObjectNode root = object().put("openapi", "3.1.0");
    root.putObject("info")
        .put("title", "Godwit")
        .put("version", "v" + Limits.PROTOCOL_VERSION)
        .put("summary", "The REST interface of a Godwit node. Messages go over /v1/socket.");
    ObjectNode paths = root.putObject("paths");
    for (Route route : routes) {
      ObjectNode path = paths.withObjectProperty(route.path());
      path.set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
    }
    reference(Bodies.ErrorBody.class);
    ObjectNode components = root.putObject("components");
    components.set("schemas", schemas);
    components
        .putObject("securitySchemes")
        .putObject("accessToken")
        .put("type", "http")
        .put("scheme", "bearer")
        .put("bearerFormat", "JWT");
    return root;
  }

  private ObjectNode operation(Route route) {
    ObjectNode operation = object().put("summary", route.summary());
    ArrayNode security = operation.putArray("security");
    if (route.access() == Access.SIGNED_IN) {
      security.addObject().putArray("accessToken");
    }
    if (!route.parameters().isEmpty()) {
      ArrayNode parameters = operation.putArray("parameters");
      route.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    }
    if (route.request() != Bodies.Nothing.class) {
      ObjectNode body = operation.putObject("requestBody").put("required", true);
      body.putObject("content")
          .putObject(RestAnswer.JSON)
          .set("schema", reference(route.request()));
    }
    operation.set("responses", responses(route));
    return operation;
  }

  private ObjectNode parameter(Parameter parameter) {
    ObjectNode node =
        object()
            .put("name", parameter.name())
            .put("in", parameter.place().name().toLowerCase(Locale.ROOT))
            .put("description", parameter.text())
            .put("required", parameter.place() == Place.PATH);
    node.set("schema", schema(Schema.ofParameter(parameter.type(), parameter.max())));
    return node;
  }

  private ObjectNode responses(Route route) {
    ObjectNode responses = object();
    ObjectNode done = responses.putObject("200").put("description", "Done.");
    if (route.response() == Document.class) {
      done.putObject("content").putObject("*/*").putObject("schema").put("type", "string");
    } else if (route.response() == Message.class) {
      done.putObject("content").putObject(RestAnswer.BYTES);
    } else {
      content(done, route.response());
    }
    byStatus(route)
        .forEach(
            (status, codes) ->
                content(
                    responses.putObject(status.toString()).put("description", describe(codes)),
                    Bodies.ErrorBody.class));
    return responses;
  }

  private void content(ObjectNode response, Class<?> body) {
    response.putObject("content").putObject(RestAnswer.JSON).set("schema", reference(body));
  }

  private static Map<Integer, List<ErrorCode>> byStatus(Route route) {
    return errors(route).stream()
        .collect(Collectors.groupingBy(ErrorCode::http, TreeMap::new, Collectors.toList()));
  }

  private static String describe(List<ErrorCode> codes) {
    return codes.stream()
        .map(code -> code.name() + ": " + code.text())
        .collect(Collectors.joining(" "));
  }

  private ObjectNode reference(Class<?> record) {
    return reference(Schema.of(record));
  }

  private ObjectNode reference(Schema.Shape shape) {
    if (!schemas.has(shape.name())) {
      ObjectNode node = schemas.putObject(shape.name()).put("type", "object");
      ArrayNode required = node.putArray("required");
      ObjectNode properties = node.putObject("properties");
      for (Schema.Property property : shape.properties()) {
        ObjectNode child = schema(property.schema());
        properties.set(property.name(), child.put("description", property.text()));
        if (!property.optional()) {
          required.add(property.name());
        }
      }
    }
    return object().put("$ref", SCHEMAS + shape.name());
  }

  private ObjectNode schema(Schema schema) {
    return switch (schema) {
      case Schema.Id _ -> type("string").put("pattern", "^[0-9a-f]{32}$");
      case Schema.Text(var max) -> bounded(type("string"), "maxLength", max);
      case Schema.Base64(var max) ->
          bounded(type("string").put("contentEncoding", "base64"), "maxLength", (max + 2) / 3 * 4);
      case Schema.Whole(var max) ->
          bounded(type("integer").put("format", "int64").put("minimum", 0), "maximum", max);
      case Schema.Flag _ -> type("boolean");
      case Schema.Listed(var item, var max) -> {
        ObjectNode list = bounded(type("array"), "maxItems", max);
        list.set("items", schema(item));
        yield list;
      }
      case Schema.Shape shape -> reference(shape);
    };
  }

  private static ObjectNode bounded(ObjectNode node, String keyword, long max) {
    return max == 0 ? node : node.put(keyword, max);
  }

  private static ObjectNode type(String type) {
    return object().put("type", type);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
