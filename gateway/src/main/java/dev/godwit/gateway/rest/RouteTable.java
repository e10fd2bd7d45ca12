package dev.godwit.gateway.rest;

import dev.godwit.gateway.rest.Route.Parameter;
import dev.godwit.gateway.rest.Route.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds the route of a method and a path.
final class RouteTable {
  private final List<Route> routes;
  private final List<String[]> segments;

  /// What is at a path.
  sealed interface Match {

    /// @param path the parameters of the path, not yet checked
    record Found(Route route, Map<String, String> path) implements Match {}

    /// There are only other methods.
    record OtherMethods(String allow) implements Match {}

    record Nothing() implements Match {}
  }

  RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    this.segments = routes.stream().map(route -> split(route.path())).toList();
  }

  List<Route> routes() {
    return routes;
  }

  Match find(String method, String path) {
    String[] asked = split(path);
    String effective = method.equals("HEAD") ? "GET" : method;
    List<Route> others = new ArrayList<>();
    for (int index = 0; index < routes.size(); index++) {
      Optional<Map<String, String>> parameters = match(segments.get(index), asked);
      if (parameters.isPresent()) {
        Route route = routes.get(index);
        if (route.method().name().equals(effective)) {
          return new Match.Found(route, parameters.get());
        }
        others.add(route);
      }
    }
    return others.isEmpty() ? new Match.Nothing() : new Match.OtherMethods(allow(others));
  }

  private static String allow(List<Route> routes) {
    return routes.stream().map(route -> route.method().name()).collect(Collectors.joining(", "));
  }

  private static Optional<Map<String, String>> match(String[] template, String[] asked) {
    if (template.length != asked.length) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int index = 0; index < template.length; index++) {
      String part = template[index];
      if (part.startsWith("{")) {
        parameters.put(part.substring(1, part.length() - 1), asked[index]);
      } else if (!part.equals(asked[index])) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }

  private static String[] split(String path) {
    return path.split("/", -1);
  }

  /// The values of a route's parameters in their types. Throws [MalformedRequest].
  static Map<String, Object> values(
      Route route, Map<String, String> path, Map<String, List<String>> query) {
    Map<String, Object> values = new HashMap<>();
    for (Parameter parameter : route.parameters()) {
      if (parameter.place() == Place.PATH) {
        values.put(parameter.name(), value(parameter, path.getOrDefault(parameter.name(), "")));
      } else if (query.containsKey(parameter.name())) {
        values.put(parameter.name(), value(parameter, query.get(parameter.name()).getLast()));
      }
    }
    return values;
  }

  private static Object value(Parameter parameter, String text) {
    if (Schema.IDS.contains(parameter.type())) {
      return Decoder.id(text, parameter.type(), parameter.name());
    }
    return parameter.type() == long.class ? number(parameter, text) : text(parameter, text);
  }

  private static String text(Parameter parameter, String text) {
    if (text.isEmpty() || text.length() > parameter.max()) {
      throw new MalformedRequest(parameter.name());
    }
    return text;
  }

  private static Long number(Parameter parameter, String text) {
    try {
      return Decoder.bounded(Long.parseLong(text), parameter.max(), parameter.name());
    } catch (NumberFormatException _) {
      throw new MalformedRequest(parameter.name());
    }
  }
}
