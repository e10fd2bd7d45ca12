import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// All errors and close codes, as `catalogue.json` lists them.
record Catalogue(List<Failure> errors, List<Close> closes) {

  record Failure(int code, String name, int http, String retry, String text) {}

  record Close(int code, String name, boolean reconnect, String text) {}

  static Catalogue parse(String json) {
    Map<?, ?> root = (Map<?, ?>) Json.parse(json);
    List<Failure> errors = new ArrayList<>();
    for (Object item : (List<?>) root.get("errors")) {
      Map<?, ?> error = exactly((Map<?, ?>) item, "code", "name", "http", "retry", "text");
      errors.add(
          new Failure(
              (Integer) error.get("code"),
              (String) error.get("name"),
              (Integer) error.get("http"),
              (String) error.get("retry"),
              (String) error.get("text")));
    }
    List<Close> closes = new ArrayList<>();
    for (Object item : (List<?>) root.get("closes")) {
      Map<?, ?> close = exactly((Map<?, ?>) item, "code", "name", "reconnect", "text");
      closes.add(
          new Close(
              (Integer) close.get("code"),
              (String) close.get("name"),
              (Boolean) close.get("reconnect"),
              (String) close.get("text")));
    }
    return new Catalogue(errors, closes);
  }

  private static Map<?, ?> exactly(Map<?, ?> item, String... names) {
    if (!List.copyOf(item.keySet()).equals(List.of(names))) {
      throw new IllegalArgumentException("Expected " + List.of(names) + " but found " + item);
    }
    return item;
  }
}
