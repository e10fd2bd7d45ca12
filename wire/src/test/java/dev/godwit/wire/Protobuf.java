package dev.godwit.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.UnknownFieldSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/// The schema as protoc reads it, and random messages of it: what our own codec is held against.
final class Protobuf {
  private static final FileDescriptor FILE = load();
  private static final int NUMBER_OF_A_NEWER_VERSION = 1_000;

  private Protobuf() {}

  private static FileDescriptor load() {
    try (InputStream in = Protobuf.class.getResourceAsStream("/frames.descriptors")) {
      FileDescriptorSet files = FileDescriptorSet.parseFrom(Objects.requireNonNull(in));
      return FileDescriptor.buildFrom(files.getFile(0), new FileDescriptor[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(e);
    }
  }

  static Descriptor frame() {
    return FILE.findMessageTypeByName("Frame");
  }

  /// All but the envelope.
  static List<Descriptor> messages() {
    return FILE.getMessageTypes().stream().filter(type -> type != frame()).toList();
  }

  /// Fields of every kind set or left out by chance, with some that only a newer version knows.
  static DynamicMessage random(Descriptor type, RandomGenerator random) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      int count = random.nextInt(field.isRepeated() ? 4 : 2);
      for (int i = 0; i < count; i++) {
        Object value = value(field, random);
        if (field.isRepeated()) {
          message.addRepeatedField(field, value);
        } else if (!isEmptyMessage(value)) {
          message.setField(field, value);
        }
      }
    }
    if (random.nextInt(4) == 0) {
      message.setUnknownFields(unknown(random));
    }
    return message.build();
  }

  /// An empty message by itself is the same as none to our codec, and is not to protobuf.
  private static boolean isEmptyMessage(Object value) {
    return value instanceof DynamicMessage message && message.getSerializedSize() == 0;
  }

  /// A frame of the given kind.
  static DynamicMessage frameOf(DynamicMessage kind) {
    FieldDescriptor field =
        frame().getFields().stream()
            .filter(candidate -> candidate.getMessageType().equals(kind.getDescriptorForType()))
            .findFirst()
            .orElseThrow();
    return DynamicMessage.newBuilder(frame()).setField(field, kind).build();
  }

  /// Whether frames of this kind exist.
  static boolean isKind(Descriptor type) {
    return frame().getFields().stream().anyMatch(field -> field.getMessageType().equals(type));
  }

  private static Object value(FieldDescriptor field, RandomGenerator random) {
    return switch (field.getType()) {
      case UINT32 -> (int) (number(random) >>> 32);
      case UINT64 -> number(random);
      case BOOL -> random.nextBoolean();
      case STRING -> text(random);
      case BYTES -> bytes(Records.isId(field) ? Ids.BYTES : random.nextInt(300), random);
      case ENUM -> constant(field, random);
      case MESSAGE -> random(field.getMessageType(), random);
      default -> throw new IllegalStateException(field.getFullName());
    };
  }

  /// Of every length in bits from 0 to 63.
  private static long number(RandomGenerator random) {
    return random.nextLong() >>> random.nextInt(1, 64);
  }

  private static String text(RandomGenerator random) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(20);
    while (text.codePointCount(0, text.length()) < count) {
      int point = random.nextInt(Character.MAX_CODE_POINT + 1) >>> random.nextInt(20);
      if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  private static ByteString bytes(int size, RandomGenerator random) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  private static EnumValueDescriptor constant(FieldDescriptor field, RandomGenerator random) {
    int count = field.getEnumType().getValues().size();
    boolean newer = random.nextInt(8) == 0;
    int number = newer ? count + random.nextInt(1_000_000) : random.nextInt(count);
    return field.getEnumType().findValueByNumberCreatingIfUnknown(number);
  }

  private static UnknownFieldSet unknown(RandomGenerator random) {
    UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count; i++) {
      UnknownFieldSet.Field field =
          UnknownFieldSet.Field.newBuilder()
              .addVarint(random.nextLong())
              .addFixed32(random.nextInt())
              .addFixed64(random.nextLong())
              .addLengthDelimited(bytes(random.nextInt(20), random))
              .build();
      fields.addField(NUMBER_OF_A_NEWER_VERSION + i * random.nextInt(100_000), field);
    }
    return fields.build();
  }
}
