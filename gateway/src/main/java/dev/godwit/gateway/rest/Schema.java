package dev.godwit.gateway.rest;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The shape of a piece of JSON, read off a record's components.
sealed interface Schema {

  /// 32 hexadecimal digits.
  record Id(Class<?> type) implements Schema {}

  /// @param charactersMax in UTF-16 units, 0: no bound
  record Text(long charactersMax) implements Schema {}

  /// Base64. @param bytesMax when decoded, 0: no bound
  record Base64(long bytesMax) implements Schema {}

  /// A whole number from 0. @param max 0: no bound
  record Whole(long max) implements Schema {}

  record Flag() implements Schema {}

  /// @param itemsMax 0: no bound
  record Listed(Schema item, long itemsMax) implements Schema {}

  record Shape(Class<?> type, String name, List<Property> properties) implements Schema {}

  record Property(String name, String text, boolean optional, Schema schema) {}

  Set<Class<?>> IDS = Set.of(AccountId.class, ConversationId.class, DeviceId.class, EntryId.class);

  static Shape of(Class<?> record) {
    List<Property> properties =
        Arrays.stream(record.getRecordComponents()).map(Schema::property).toList();
    return new Shape(record, name(record), properties);
  }

  /// Of a path or query parameter.
  static Schema ofParameter(Class<?> type, long max) {
    return of(type, max);
  }

  private static String name(Class<?> record) {
    return record.getSimpleName().replaceFirst("(Body|View)$", "");
  }

  private static Property property(RecordComponent component) {
    Field field = component.getAnnotation(Field.class);
    if (field == null) {
      throw new IllegalStateException("every component of a body says what it means");
    }
    return new Property(
        component.getName(),
        field.value(),
        field.optional(),
        of(component.getGenericType(), field.max()));
  }

  private static Schema of(Type type, long max) {
    if (type instanceof ParameterizedType list) {
      return new Listed(of(list.getActualTypeArguments()[0], 0), max);
    }
    Class<?> raw = (Class<?>) type;
    if (IDS.contains(raw)) {
      return new Id(raw);
    }
    if (raw == Bytes.class) {
      return new Base64(max);
    }
    if (raw == String.class) {
      return new Text(max);
    }
    if (raw == boolean.class) {
      return new Flag();
    }
    return raw == long.class ? new Whole(max) : of(raw);
  }
}
