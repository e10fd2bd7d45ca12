package dev.godwit.gateway.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.godwit.wire.Bytes;
import java.io.IOException;

/// JSON in bytes: ids as hexadecimal digits, bytes in base64.
final class Encoder {
  private static final int DEPTH_MAX = 16;

  private static final ObjectMapper MAPPER = mapper();

  private Encoder() {}

  static Bytes encode(Object value) {
    try {
      return Bytes.owned(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer could not be written", e);
    }
  }

  /// Throws [MalformedRequest] for what is no JSON.
  static JsonNode parse(Bytes json) {
    try {
      JsonNode node = MAPPER.readTree(json.shared());
      if (node.isObject()) {
        return node;
      }
    } catch (IOException _) {
      throw new MalformedRequest("body");
    }
    throw new MalformedRequest("body");
  }

  static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
            .build();
    SimpleModule module = new SimpleModule();
    Schema.IDS.forEach(id -> module.addSerializer(id, ToStringSerializer.instance));
    module.addSerializer(Bytes.class, new AsBase64());
    return new ObjectMapper(factory).registerModule(module);
  }

  private static final class AsBase64 extends JsonSerializer<Bytes> {
    @Override
    public void serialize(Bytes value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeBinary(value.shared());
    }
  }
}
