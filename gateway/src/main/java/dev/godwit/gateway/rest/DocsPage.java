package dev.godwit.gateway.rest;

import dev.godwit.gateway.rest.Route.Access;
import dev.godwit.gateway.rest.Route.Document;
import dev.godwit.gateway.rest.Route.Message;
import dev.godwit.gateway.rest.Route.Parameter;
import dev.godwit.gateway.rest.Route.Place;
import dev.godwit.wire.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The routes on one self-contained page for people: no script, nothing loaded from elsewhere.
final class DocsPage {
  private static final Set<Class<?>> WITHOUT_FIELDS =
      Set.of(Document.class, Message.class, Bodies.Nothing.class);

  private DocsPage() {}

  static Document of(List<Route> routes) {
    String sections = routes.stream().map(DocsPage::section).collect(Collectors.joining());
    String errors =
        Arrays.stream(ErrorCode.values()).map(DocsPage::error).collect(Collectors.joining());
    return new Document(
        "text/html; charset=utf-8",
        HEAD + sections + ERRORS_HEAD + errors + "</table>\n</main>\n</html>\n");
  }

  private static String section(Route route) {
    return """
    <section>
    <h2><code><b>%s</b> %s</code></h2>
    <p>%s%s</p>
    %s%s%s<p class="errors">Refuses with %s.</p>
    </section>
    """
        .formatted(
            route.method(),
            escape(route.path()),
            escape(route.summary()),
            route.access() == Access.SIGNED_IN ? " <em>Needs an access token.</em>" : "",
            parameters(route.parameters()),
            body("Request", route.request()),
            body("Answer", route.response()),
            OpenApi.errors(route).stream()
                .map(code -> "<code>" + code.name() + "</code>")
                .collect(Collectors.joining(", ")));
  }

  private static String parameters(List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      return "";
    }
    String rows =
        parameters.stream()
            .map(
                parameter ->
                    row(
                        parameter.name(),
                        type(Schema.ofParameter(parameter.type(), parameter.max())),
                        parameter.text() + (parameter.place() == Place.QUERY ? " Optional." : "")))
            .collect(Collectors.joining());
    return table("Parameters", rows);
  }

  private static String body(String title, Class<?> record) {
    if (WITHOUT_FIELDS.contains(record)) {
      return "";
    }
    return table(title, rows("", Schema.of(record)));
  }

  private static String rows(String prefix, Schema.Shape shape) {
    return shape.properties().stream()
        .map(property -> rows(prefix, property))
        .collect(Collectors.joining());
  }

  private static String rows(String prefix, Schema.Property property) {
    String name = prefix + property.name();
    String own =
        row(
            name,
            type(property.schema()),
            property.text() + (property.optional() ? " Optional." : ""));
    return switch (property.schema()) {
      case Schema.Shape shape -> own + rows(name + ".", shape);
      case Schema.Listed(Schema.Shape shape, var _) -> own + rows(name + "[].", shape);
      case Schema.Listed _,
          Schema.Id _,
          Schema.Text _,
          Schema.Base64 _,
          Schema.Whole _,
          Schema.Flag _ ->
          own;
    };
  }

  private static String type(Schema schema) {
    return switch (schema) {
      case Schema.Id _ -> "id, 32 hexadecimal digits";
      case Schema.Text(var max) -> "text" + upTo(max, "characters");
      case Schema.Base64(var max) -> "base64" + upTo(max, "bytes");
      case Schema.Whole(var max) -> "number" + upTo(max, "");
      case Schema.Flag _ -> "true or false";
      case Schema.Listed(var _, var max) -> "list" + upTo(max, "items");
      case Schema.Shape shape -> shape.name().toLowerCase(Locale.ROOT);
    };
  }

  private static String upTo(long max, String unit) {
    return max == 0 ? "" : (", up to " + max + " " + unit).stripTrailing();
  }

  private static String table(String title, String rows) {
    return "<h3>" + title + "</h3>\n<table>\n" + rows + "</table>\n";
  }

  private static String row(String name, String type, String text) {
    return "<tr><td><code>%s</code></td><td>%s</td><td>%s</td></tr>\n"
        .formatted(escape(name), escape(type), escape(text));
  }

  private static String error(ErrorCode code) {
    return "<tr id=\"%s\"><td><code>%s</code></td><td>%d</td><td>%d</td><td>%s</td></tr>\n"
        .formatted(code.name(), code.name(), code.code(), code.http(), escape(code.text()));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Godwit: the REST interface</title>
      <style>
      body { font: 1rem/1.5 system-ui, sans-serif; color: #1c2430; background: #fbfaf7; margin: 0 }
      main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem }
      code { font: .92em ui-monospace, monospace }
      section { border-top: 1px solid #d9d4c8; padding: .5rem 0 1rem }
      h2 { font-size: 1.1rem; margin: .8rem 0 .3rem } h2 code { font-weight: 400 }
      h3 { font-size: .85rem; margin: .8rem 0 .2rem; color: #6a6558 }
      table { border-collapse: collapse; width: 100% }
      td, th { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0;
               border-bottom: 1px solid #ece8de }
      .errors { font-size: .85rem; color: #6a6558 }
      @media (prefers-color-scheme: dark) {
        body { color: #e6e3dc; background: #14181f } a { color: #8fc1ff }
        section, td, th { border-color: #2c323c } h3, .errors { color: #a8a396 }
      }
      </style>
      <main>
      <h1>The REST interface</h1>
      <p>Ids are 32 hexadecimal digits, bytes are base64, times are milliseconds since 1970 UTC. The
      access token goes into the header <code>Authorization: Bearer …</code>, never into the address.
      Live messages go over the WebSocket at <code>/v1/socket</code>. The same as an OpenAPI 3.1
      document: <a href="/openapi.json">/openapi.json</a>.</p>
      """;

  private static final String ERRORS_HEAD =
      """
      <section>
      <h2 id="errors">Errors</h2>
      <p>The body of a refusal is <code>{"code", "number", "text"}</code>, and
      <code>"at"</code> names the part of the request it is about.</p>
      <table>
      <tr><th>code</th><th>number</th><th>status</th><th>text</th></tr>
      """;
}
