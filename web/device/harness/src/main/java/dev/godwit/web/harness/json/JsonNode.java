package dev.godwit.web.harness.json;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;

/// A value that JavaScript has parsed, with the methods of Jackson's class of this name.
public final class JsonNode implements Iterable<JsonNode> {
  private final JSObject value;

  public JsonNode(JSObject value) {
    this.value = value;
  }

  public @Nullable JsonNode get(String name) {
    return has(name) ? new JsonNode(property(value, name)) : null;
  }

  public @Nullable JsonNode get(int index) {
    return index >= 0 && index < size() ? new JsonNode(element(value, index)) : null;
  }

  public boolean has(String name) {
    return hasProperty(value, name);
  }

  public boolean isNull() {
    return isNull(value);
  }

  public int size() {
    return length(value);
  }

  public String asText() {
    return text(value);
  }

  public int asInt() {
    return (int) number(value);
  }

  public long asLong() {
    return (long) number(value);
  }

  public boolean asBoolean() {
    return truth(value);
  }

  @Override
  public Iterator<JsonNode> iterator() {
    return elements().iterator();
  }

  public Stream<JsonNode> valueStream() {
    return elements().stream();
  }

  private List<JsonNode> elements() {
    List<JsonNode> elements = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      elements.add(new JsonNode(element(value, i)));
    }
    return elements;
  }

  @JSBody(
      params = {"value", "name"},
      script = "return value[name];")
  private static native JSObject property(JSObject value, String name);

  @JSBody(
      params = {"value", "name"},
      script = "return value !== null && typeof value === 'object' && name in value;")
  private static native boolean hasProperty(JSObject value, String name);

  @JSBody(
      params = {"value", "index"},
      script = "return value[index];")
  private static native JSObject element(JSObject value, int index);

  @JSBody(params = "value", script = "return value === null;")
  private static native boolean isNull(JSObject value);

  @JSBody(params = "value", script = "return Array.isArray(value) ? value.length : 0;")
  private static native int length(JSObject value);

  @JSBody(params = "value", script = "return String(value);")
  private static native String text(JSObject value);

  @JSBody(params = "value", script = "return Number(value);")
  private static native double number(JSObject value);

  @JSBody(params = "value", script = "return value === true;")
  private static native boolean truth(JSObject value);
}
