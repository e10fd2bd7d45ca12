package dev.godwit.web.facade;

import dev.godwit.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.Uint8Array;

/// Reads a plain JavaScript object that the worker has made. Its fields have the types that the
/// worker's TypeScript says: they were checked where they came in.
final class Given {
  private final JSObject object;

  Given(JSObject object) {
    this.object = object;
  }

  String text(String name) {
    return getText(object, name);
  }

  double number(String name) {
    return getNumber(object, name);
  }

  boolean flag(String name) {
    return getFlag(object, name);
  }

  Given object(String name) {
    return new Given(getObject(object, name));
  }

  Bytes bytes(String name) {
    return Plain.bytes(getBytes(object, name));
  }

  <T> List<T> list(String name, Function<Given, T> read) {
    return list(getArray(object, name), read);
  }

  static <T> List<T> list(JSArray<JSObject> array, Function<Given, T> read) {
    List<T> list = new ArrayList<>();
    for (int index = 0; index < array.getLength(); index++) {
      list.add(read.apply(new Given(array.get(index))));
    }
    return List.copyOf(list);
  }

  static List<String> texts(JSArray<JSString> array) {
    List<String> list = new ArrayList<>();
    for (int index = 0; index < array.getLength(); index++) {
      list.add(array.get(index).stringValue());
    }
    return List.copyOf(list);
  }

  @JSBody(
      params = {"object", "name"},
      script = "return object[name];")
  private static native String getText(JSObject object, String name);

  @JSBody(
      params = {"object", "name"},
      script = "return object[name];")
  private static native double getNumber(JSObject object, String name);

  @JSBody(
      params = {"object", "name"},
      script = "return object[name];")
  private static native boolean getFlag(JSObject object, String name);

  @JSBody(
      params = {"object", "name"},
      script = "return object[name];")
  private static native JSObject getObject(JSObject object, String name);

  @JSBody(
      params = {"object", "name"},
      script = "return object[name];")
  private static native Uint8Array getBytes(JSObject object, String name);

  @JSBody(
      params = {"object", "name"},
      script = "return object[name];")
  private static native JSArray<JSObject> getArray(JSObject object, String name);
}
