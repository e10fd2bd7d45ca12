package dev.godwit.gateway.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes a request's record of its JSON, checking each part against the schema.
///
/// Throws [MalformedRequest]. Properties that the schema does not name are passed over, so that
/// newer clients can talk to older nodes.
final class Decoder {
  private Decoder() {}

  static <T> T decode(JsonNode json, Class<T> type) {
    return type.cast(value(json, Schema.of(type), ""));
  }

  private static Object value(JsonNode json, Schema schema, String at) {
    return switch (schema) {
      case Schema.Id id -> id(text(json, at), id.type(), at);
      case Schema.Text text -> bounded(text(json, at), text.charactersMax(), at);
      case Schema.Base64 base64 -> bytes(text(json, at), base64.bytesMax(), at);
      case Schema.Whole whole -> whole(json, whole.max(), at);
      case Schema.Flag _ -> flag(json, at);
      case Schema.Listed list -> list(json, list, at);
      case Schema.Shape shape -> shape(json, shape, at);
    };
  }

  private static Object shape(JsonNode json, Schema.Shape shape, String at) {
    require(json.isObject(), at);
    Object[] values =
        shape.properties().stream().map(property -> property(json, property, at)).toArray();
    return create(shape.type(), values);
  }

  private static Object property(JsonNode json, Schema.Property property, String at) {
    JsonNode value = json.path(property.name());
    String inside = at.isEmpty() ? property.name() : at + "." + property.name();
    if (value.isMissingNode() || value.isNull()) {
      require(property.optional(), inside);
      return absent(property.schema());
    }
    return value(value, property.schema(), inside);
  }

  private static Object absent(Schema schema) {
    return switch (schema) {
      case Schema.Id id -> id("0".repeat(32), id.type(), "");
      case Schema.Text _ -> "";
      case Schema.Base64 _ -> Bytes.EMPTY;
      case Schema.Whole _ -> 0L;
      case Schema.Flag _ -> false;
      case Schema.Listed _ -> List.of();
      case Schema.Shape shape ->
          throw new IllegalStateException("an optional object: " + shape.name());
    };
  }

  private static List<Object> list(JsonNode json, Schema.Listed list, String at) {
    require(json.isArray() && (list.itemsMax() == 0 || json.size() <= list.itemsMax()), at);
    List<Object> items = new ArrayList<>(json.size());
    for (int index = 0; index < json.size(); index++) {
      items.add(value(json.get(index), list.item(), at + "[" + index + "]"));
    }
    return List.copyOf(items);
  }

  private static String text(JsonNode json, String at) {
    require(json.isTextual(), at);
    return json.textValue();
  }

  private static String bounded(String text, long charactersMax, String at) {
    require(charactersMax == 0 || text.length() <= charactersMax, at);
    return text;
  }

  static Object id(String text, Class<?> type, String at) {
    try {
      if (type == AccountId.class) {
        return AccountId.parse(text);
      }
      if (type == DeviceId.class) {
        return DeviceId.parse(text);
      }
      return type == EntryId.class ? EntryId.parse(text) : ConversationId.parse(text);
    } catch (IllegalArgumentException _) {
      throw new MalformedRequest(at);
    }
  }

  private static Bytes bytes(String text, long bytesMax, String at) {
    try {
      byte[] bytes = java.util.Base64.getDecoder().decode(text);
      require(bytesMax == 0 || bytes.length <= bytesMax, at);
      return Bytes.owned(bytes);
    } catch (IllegalArgumentException _) {
      throw new MalformedRequest(at);
    }
  }

  private static long whole(JsonNode json, long max, String at) {
    require(json.isIntegralNumber() && json.canConvertToLong(), at);
    return bounded(json.longValue(), max, at);
  }

  static long bounded(long value, long max, String at) {
    require(value >= 0 && (max == 0 || value <= max), at);
    return value;
  }

  private static boolean flag(JsonNode json, String at) {
    require(json.isBoolean(), at);
    return json.booleanValue();
  }

  private static void require(boolean fine, String at) {
    if (!fine) {
      throw new MalformedRequest(at);
    }
  }

  private static Object create(Class<?> record, Object[] values) {
    Class<?>[] types =
        Arrays.stream(record.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a body is a record", e);
    }
  }
}
