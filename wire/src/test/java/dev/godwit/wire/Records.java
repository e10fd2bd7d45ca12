package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The generated records, by the names of the schema.
final class Records {
  private static final String ID_NONE = "00".repeat(Ids.BYTES);

  private Records() {}

  static Class<? extends Record> type(String message) {
    try {
      return Class.forName("dev.godwit.wire." + message).asSubclass(Record.class);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(message, e);
    }
  }

  /// Throws [MalformedFrame].
  static Record decode(Descriptor type, Bytes bytes) {
    return decode(type(type.getName()), bytes);
  }

  static Record decode(Class<? extends Record> type, Bytes bytes) {
    return (Record) call(type, null, "decode", bytes);
  }

  static Bytes encode(Record message) {
    return (Bytes) call(message.getClass(), message, "encode");
  }

  static int encodedSize(Record message) {
    return (int) call(message.getClass(), message, "encodedSize");
  }

  /// Whether the component that stands for the field holds ids.
  static boolean isId(FieldDescriptor field) {
    return Arrays.stream(type(field.getContainingType().getName()).getRecordComponents())
        .filter(component -> component.getName().equals(field.getJsonName()))
        .anyMatch(component -> component.getGenericType().getTypeName().matches(".*Id>?"));
  }

  /// Field by field, against the message as protobuf sees it.
  static void assertAgree(DynamicMessage expected, Record actual) {
    for (FieldDescriptor field : expected.getDescriptorForType().getFields()) {
      Object value = expected.getField(field);
      Object component = call(actual.getClass(), actual, field.getJsonName());
      if (value instanceof List<?> values) {
        List<?> components = (List<?>) component;
        assertEquals(values.size(), components.size(), field.getFullName());
        for (int i = 0; i < values.size(); i++) {
          assertAgree(field, values.get(i), components.get(i));
        }
      } else {
        assertAgree(field, value, component);
      }
    }
  }

  private static void assertAgree(FieldDescriptor field, Object expected, Object actual) {
    String name = field.getFullName();
    switch (expected) {
      case DynamicMessage message -> assertAgree(message, (Record) actual);
      case ByteString bytes when isId(field) ->
          assertEquals(bytes.isEmpty() ? ID_NONE : hex(bytes.toByteArray()), "" + actual, name);
      case ByteString bytes -> assertEquals(Bytes.of(bytes.toByteArray()), actual, name);
      case EnumValueDescriptor constant -> assertEquals(name(field, constant), "" + actual, name);
      default -> assertEquals(expected, actual, name);
    }
  }

  private static String name(FieldDescriptor field, EnumValueDescriptor constant) {
    boolean known = field.getEnumType().findValueByNumber(constant.getNumber()) != null;
    String prefix = field.getEnumType().getValues().getFirst().getName().replace("UNKNOWN", "");
    return known ? constant.getName().substring(prefix.length()) : "UNKNOWN";
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static Bytes bytes(String hex) {
    return Bytes.owned(HexFormat.of().parseHex(hex));
  }

  private static Object call(Class<?> type, @Nullable Object on, String name, Object... values) {
    Class<?>[] types = Arrays.stream(values).map(Object::getClass).toArray(Class<?>[]::new);
    try {
      return type.getMethod(name, types).invoke(on, values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }
}
