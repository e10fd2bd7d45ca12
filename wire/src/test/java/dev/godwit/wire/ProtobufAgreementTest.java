package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Holds the generated codec against protobuf's own.
class ProtobufAgreementTest {
  private static final int SEEDS = 300;

  static List<Descriptor> messages() {
    return Protobuf.messages();
  }

  static List<Descriptor> kinds() {
    return Protobuf.messages().stream().filter(Protobuf::isKind).toList();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatProtobufWritesIsRead(Descriptor type) {
    for (int seed = 0; seed < SEEDS; seed++) {
      DynamicMessage message = Protobuf.random(type, new Random(seed));
      Record read = Records.decode(type, Bytes.owned(message.toByteArray()));
      Records.assertAgree(message, read);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void protobufReadsWhatIsWrittenWithNothingLost(Descriptor type)
      throws InvalidProtocolBufferException {
    for (int seed = 0; seed < SEEDS; seed++) {
      DynamicMessage message = Protobuf.random(type, new Random(seed));
      Record read = Records.decode(type, Bytes.owned(message.toByteArray()));
      Bytes written = Records.encode(read);
      assertEquals(message, DynamicMessage.parseFrom(type, written.shared()), "seed " + seed);
      assertEquals(written.size(), Records.encodedSize(read), "seed " + seed);
      assertEquals(read, Records.decode(type, written), "seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void framesHaveTheSameBytesAsProtobufs(Descriptor kind) throws InvalidProtocolBufferException {
    for (int seed = 0; seed < SEEDS; seed++) {
      DynamicMessage frame = Protobuf.frameOf(Protobuf.random(kind, new Random(seed)));
      Bytes bytes = Bytes.owned(frame.toByteArray());
      Bytes written = Frame.encode(Frame.decode(bytes));
      assertEquals(frame, DynamicMessage.parseFrom(Protobuf.frame(), written.shared()));
      assertEquals(written.size(), Frame.encodedSize(Frame.decode(bytes)));
    }
  }

  @Test
  void aKnownMessageIsWrittenByteForByteAsProtobufDoes() {
    DynamicMessage.Builder send = DynamicMessage.newBuilder(type("Send"));
    send.setField(field(send, "id"), ByteString.copyFrom(new EntryId(1, 2).toBytes().shared()));
    send.setField(field(send, "epoch"), 300L);
    send.setField(field(send, "payload"), ByteString.copyFromUtf8("…"));
    Bytes payload = Bytes.of(ByteString.copyFromUtf8("…").toByteArray());
    Send same = new Send(ConversationId.NONE, new EntryId(1, 2), 300, payload, Bytes.EMPTY);
    assertEquals(Bytes.owned(send.build().toByteArray()), same.encode());
  }

  private static Descriptor type(String name) {
    return Protobuf.messages().stream()
        .filter(type -> type.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static com.google.protobuf.Descriptors.FieldDescriptor field(
      DynamicMessage.Builder message, String name) {
    return message.getDescriptorForType().findFieldByName(name);
  }
}
