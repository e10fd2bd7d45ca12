package dev.godwit.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;

/// Reads the committed vectors and makes records of their JSON.
///
/// Ids and bytes are hexadecimal, numbers of 64 bits are text, an enum is the name of its constant,
/// `unknown` holds the fields of a newer version.
final class Vectors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Vectors() {}

  static Stream<Named<JsonNode>> read(String file) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + file + ".json")) {
      JsonNode vectors = JSON.readTree(Objects.requireNonNull(in, file));
      return StreamSupport.stream(vectors.spliterator(), false)
          .map(vector -> Named.of(vector.get("name").asText(), vector));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The record that a vector of a message describes.
  static Record record(JsonNode vector) {
    return record(Records.type(vector.get("message").asText()), vector.get("fields"));
  }

  private static Record record(Class<?> type, JsonNode fields) {
    RecordComponent[] components = type.getRecordComponents();
    if (fields.size() != components.length) {
      throw new AssertionError("All fields have to be there: " + fields);
    }
    Object[] values =
        Arrays.stream(components)
            .map(component -> value(component.getGenericType(), fields.get(component.getName())))
            .toArray();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return (Record) constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type.getName(), e);
    }
  }

  private static Object value(Type type, JsonNode json) {
    return switch (type) {
      case ParameterizedType list -> list(list.getActualTypeArguments()[0], json);
      case Class<?> plain when plain == int.class -> json.intValue();
      case Class<?> plain when plain == long.class -> Long.parseLong(json.textValue());
      case Class<?> plain when plain == boolean.class -> json.booleanValue();
      case Class<?> plain when plain == String.class -> json.textValue();
      case Class<?> plain when plain == Bytes.class -> Records.bytes(json.textValue());
      case Class<?> plain when plain == AccountId.class -> AccountId.parse(json.textValue());
      case Class<?> plain when plain == DeviceId.class -> DeviceId.parse(json.textValue());
      case Class<?> plain when plain == EntryId.class -> EntryId.parse(json.textValue());
      case Class<?> plain when plain == ConversationId.class ->
          ConversationId.parse(json.textValue());
      case Class<?> plain when plain.isEnum() -> constant(plain, json.textValue());
      case Class<?> plain -> record(plain, json);
      default -> throw new AssertionError(type.getTypeName());
    };
  }

  private static List<Object> list(Type element, JsonNode json) {
    List<Object> list = new ArrayList<>();
    json.forEach(item -> list.add(value(element, item)));
    return list;
  }

  private static Object constant(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> constant.toString().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
