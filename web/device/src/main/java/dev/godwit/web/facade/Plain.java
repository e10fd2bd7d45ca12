package dev.godwit.web.facade;

import dev.godwit.wire.Bytes;
import java.util.List;
import java.util.function.Function;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSByRef;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.typedarrays.Uint8Array;

/// Builds one plain JavaScript object, field by field.
///
/// Numbers are JavaScript's: times and sequences stay below 2^53.
final class Plain {
  private final JSObject object = empty();

  private Plain() {}

  static Plain of() {
    return new Plain();
  }

  /// An object of a union: its `kind` says which.
  static Plain of(String kind) {
    return new Plain().text("kind", kind);
  }

  Plain text(String name, String value) {
    setText(object, name, value);
    return this;
  }

  Plain number(String name, long value) {
    setNumber(object, name, (double) value);
    return this;
  }

  Plain flag(String name, boolean value) {
    setFlag(object, name, value);
    return this;
  }

  /// The array goes over as it is: nobody writes to it.
  Plain bytes(String name, Bytes value) {
    setBytes(object, name, value.shared());
    return this;
  }

  Plain object(String name, JSObject value) {
    setObject(object, name, value);
    return this;
  }

  <T> Plain list(String name, List<T> values, Function<T, JSObject> view) {
    return object(name, array(values, view));
  }

  JSObject end() {
    return object;
  }

  static <T> JSArray<JSObject> array(List<T> values, Function<T, JSObject> view) {
    JSArray<JSObject> array = new JSArray<>();
    for (T value : values) {
      array.push(view.apply(value));
    }
    return array;
  }

  static String hex(Bytes bytes) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < bytes.size(); index++) {
      text.append(Character.forDigit(bytes.get(index) >> 4 & 0xf, 16));
      text.append(Character.forDigit(bytes.get(index) & 0xf, 16));
    }
    return text.toString();
  }

  /// The bytes of an array that JavaScript gives away.
  static Bytes bytes(Uint8Array array) {
    return Bytes.owned(signed(array));
  }

  @JSBody(script = "return {};")
  private static native JSObject empty();

  @JSBody(
      params = {"object", "name", "value"},
      script = "object[name] = value;")
  private static native void setText(JSObject object, String name, String value);

  @JSBody(
      params = {"object", "name", "value"},
      script = "object[name] = value;")
  private static native void setNumber(JSObject object, String name, double value);

  @JSBody(
      params = {"object", "name", "value"},
      script = "object[name] = value;")
  private static native void setFlag(JSObject object, String name, boolean value);

  @JSBody(
      params = {"object", "name", "value"},
      script = "object[name] = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);")
  private static native void setBytes(JSObject object, String name, @JSByRef byte[] value);

  @JSBody(
      params = {"object", "name", "value"},
      script = "object[name] = value;")
  private static native void setObject(JSObject object, String name, JSObject value);

  @JSByRef
  @JSBody(
      params = {"array"},
      script = "return new Int8Array(array.buffer, array.byteOffset, array.byteLength);")
  private static native byte[] signed(Uint8Array array);
}
