import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads JSON objects, arrays, strings, whole numbers and booleans: what the catalogue is made of.
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /// `Map`, `List`, `String`, `Integer` or `Boolean`.
  static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    if (json.peek() != 0) {
      throw json.refused();
    }
    return value;
  }

  private Object value() {
    return switch (peek()) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't', 'f' -> bool();
      default -> number();
    };
  }

  private Map<String, Object> object() {
    Map<String, Object> object = new LinkedHashMap<>();
    expect('{');
    do {
      String name = string();
      expect(':');
      if (object.put(name, value()) != null) {
        throw refused();
      }
    } while (more('}'));
    return object;
  }

  private List<Object> array() {
    List<Object> array = new ArrayList<>();
    expect('[');
    do {
      array.add(value());
    } while (more(']'));
    return array;
  }

  private String string() {
    expect('"');
    int end = text.indexOf('"', at);
    String string = text.substring(at, end);
    if (string.indexOf('\\') >= 0) {
      throw refused();
    }
    at = end + 1;
    return string;
  }

  private boolean bool() {
    boolean value = text.startsWith("true", at);
    if (!value && !text.startsWith("false", at)) {
      throw refused();
    }
    at += value ? 4 : 5;
    return value;
  }

  private int number() {
    int from = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return Integer.parseInt(text.substring(from, at));
  }

  /// True behind a comma, false behind `end`.
  private boolean more(char end) {
    char next = peek();
    at++;
    if (next != ',' && next != end) {
      throw refused();
    }
    return next == ',';
  }

  private void expect(char expected) {
    if (peek() != expected) {
      throw refused();
    }
    at++;
  }

  /// The next character that is not white space, 0 at the end.
  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException refused() {
    return new IllegalArgumentException("Not understood in the catalogue at character " + at);
  }
}
