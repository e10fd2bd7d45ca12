package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Descriptors.Descriptor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every implementation of the protocol has to agree on. The bytes come from another encoder.
class VectorsTest {

  static Stream<Named<JsonNode>> frames() {
    return Vectors.read("frames");
  }

  static Stream<Named<JsonNode>> messages() {
    return Vectors.read("messages");
  }

  static Stream<Named<JsonNode>> malformed() {
    return Vectors.read("malformed");
  }

  static Stream<Named<JsonNode>> directConversations() {
    return Vectors.read("direct-conversations");
  }

  @ParameterizedTest
  @MethodSource("frames")
  void frame(JsonNode vector) {
    Frame frame = (Frame) Vectors.record(vector);
    assertEquals(vector.get("hex").textValue(), Records.hex(Frame.encode(frame).shared()));
    assertEquals(frame, Frame.decode(Records.bytes(vector.get("hex").textValue())));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void message(JsonNode vector) {
    Record message = Vectors.record(vector);
    assertEquals(vector.get("hex").textValue(), Records.hex(Records.encode(message).shared()));
    Bytes bytes = Records.bytes(vector.get("hex").textValue());
    assertEquals(message, Records.decode(message.getClass(), bytes));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedFrame(JsonNode vector) {
    Bytes bytes = Records.bytes(vector.get("hex").textValue());
    MalformedFrame thrown = assertThrows(MalformedFrame.class, () -> Frame.decode(bytes));
    assertEquals(vector.get("reason").textValue(), thrown.reason().name());
  }

  @ParameterizedTest
  @MethodSource("directConversations")
  void directConversation(JsonNode vector) throws NoSuchAlgorithmException {
    AccountId one = AccountId.parse(vector.get("accounts").get(0).textValue());
    AccountId other = AccountId.parse(vector.get("accounts").get(1).textValue());
    boolean inOrder = one.compareTo(other) <= 0;
    MessageDigest hash = MessageDigest.getInstance("SHA-256");
    hash.update("godwit direct 1\0".getBytes(StandardCharsets.US_ASCII));
    hash.update((inOrder ? one : other).toBytes().shared());
    hash.update((inOrder ? other : one).toBytes().shared());
    Bytes id = Bytes.owned(Arrays.copyOf(hash.digest(), Ids.BYTES));
    assertEquals(vector.get("conversation").textValue(), ConversationId.of(id).toString());
  }

  @Test
  void everyMessageHasAVector() {
    Set<String> there =
        Stream.concat(frames(), messages())
            .map(vector -> vector.getPayload().get("message").textValue())
            .collect(Collectors.toCollection(TreeSet::new));
    there.remove("UnknownFrame");
    Set<String> all =
        Protobuf.messages().stream()
            .map(Descriptor::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(all, there);
  }
}
