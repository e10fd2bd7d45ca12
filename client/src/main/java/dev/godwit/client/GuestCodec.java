package dev.godwit.client;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Function;

/// What owner and guests of a home say to each other: one JSON object a line.
///
/// The owner begins with `{"godwit":3}`. A guest asks
/// `{"id":7,"call":"send","to":"@bob","text":"…"}` and gets `{"id":7,"answer":…}` or
/// `{"id":7,"refused":{"code":"…","sentence":"…"}}`; in between come events, `{"told":{…}}`.
final class GuestCodec {
  /// Raised when owner and guest would misunderstand each other.
  static final int VERSION = 3;

  /// The longest line: a page of history.
  static final int LINE_CHARACTERS_MAX = 16 * 1024 * 1024;

  static final ObjectMapper MAPPER = mapper();

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
  private interface Named {}

  private GuestCodec() {}

  private static ObjectMapper mapper() {
    SimpleModule ids = new SimpleModule();
    id(ids, AccountId.class, AccountId::parse);
    id(ids, ConversationId.class, ConversationId::parse);
    id(ids, DeviceId.class, DeviceId::parse);
    id(ids, EntryId.class, EntryId::parse);
    ObjectMapper mapper =
        JsonMapper.builder()
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(ids)
            .build();
    mapper.addMixIn(Event.class, Named.class);
    Arrays.stream(Event.class.getPermittedSubclasses()).forEach(mapper::registerSubtypes);
    mapper.addMixIn(GroupDeed.class, Named.class);
    Arrays.stream(GroupDeed.class.getPermittedSubclasses()).forEach(mapper::registerSubtypes);
    return mapper;
  }

  private static <T> void id(SimpleModule module, Class<T> type, Function<String, T> parse) {
    module.addSerializer(type, ToStringSerializer.instance);
    module.addDeserializer(type, new ParsedId<>(type, parse));
  }

  private static final class ParsedId<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> parse;

    ParsedId(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return parse.apply(in.getText());
    }
  }

  static JsonNode refusal(GodwitException e) {
    return Json.object().put("code", e.reason().code()).put("sentence", e.sentence());
  }

  static GodwitException refusal(JsonNode node) {
    return new GodwitException(reason(node.path("code").asText()), node.path("sentence").asText());
  }

  private static Reason reason(String code) {
    for (ErrorCode error : ErrorCode.values()) {
      if (error.name().equals(code)) {
        return new Reason.Refused(error, 0);
      }
    }
    return Reason.Local.valueOf(code);
  }

  /// IllegalStateException when the two sides are of different versions after all.
  static <T> T decode(JsonNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Owner and guest do not understand each other", e);
    }
  }
}
