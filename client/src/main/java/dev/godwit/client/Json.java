package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.wire.Bytes;
import java.util.Base64;

/// JSON as the node's REST interface has it: ids in hexadecimal digits, bytes in base64.
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.shared());
  }

  /// The bytes of a field; IllegalArgumentException when it is absent or no base64.
  static Bytes bytes(JsonNode node, String field) {
    return Bytes.owned(Base64.getDecoder().decode(text(node, field)));
  }

  /// IllegalArgumentException when the field is absent or no text.
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("Not a text");
    }
    return value.textValue();
  }
}
