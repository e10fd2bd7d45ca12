package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes that no honest peer sends. Each failure names its seed.
class FrameFuzz {
  private static final int SEEDS = 3_000;
  private static final int SMALL_BYTES = 64 * 1_024;

  /// The worst is an empty message in a list: two bytes become a record.
  private static final int ALLOCATED_PER_BYTE_MAX = 64;

  static List<Descriptor> messages() {
    return Protobuf.messages();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyTruncationIsMalformedOrAShorterMessage(Descriptor type) {
    for (int seed = 0; seed < 50; seed++) {
      byte[] whole = Protobuf.random(type, new Random(seed)).toByteArray();
      for (int length = 0; length < whole.length; length++) {
        decode(type, Arrays.copyOf(whole, length), "seed " + seed + " length " + length);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void changedBytesAreMalformedOrAnotherMessage(Descriptor type) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = Protobuf.random(type, random).toByteArray();
      mutate(bytes, random);
      decode(type, bytes, "seed " + seed);
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void garbageIsMalformedOrAMessage(Descriptor type) {
    for (int seed = 0; seed < SEEDS; seed++) {
      decode(type, garbage(new Random(seed)), "seed " + seed);
    }
  }

  @Test
  void noBytesMakeAFrameThrowAnythingButMalformedFrame() {
    List<Descriptor> kinds = messages().stream().filter(Protobuf::isKind).toList();
    for (int seed = 0; seed < 10 * SEEDS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = garbage(random);
      if (random.nextInt(4) != 0) {
        Descriptor kind = kinds.get(random.nextInt(kinds.size()));
        bytes = Protobuf.frameOf(Protobuf.random(kind, random)).toByteArray();
        mutate(bytes, random);
      }
      Bytes input = Bytes.owned(bytes);
      try {
        Frame frame = Frame.decode(input);
        assertEquals(frame, Frame.decode(Frame.encode(frame)), "seed " + seed);
      } catch (MalformedFrame expected) {
        assertTrue(expected.getStackTrace().length == 0, "seed " + seed);
      }
    }
  }

  @Test
  void whatIsAllocatedStaysInProportionToTheInput() {
    byte[] input = new byte[SMALL_BYTES];
    for (int field = 1; field < 16; field++) {
      // Over and over the same field: an empty run, then a small number.
      for (int wireType : new int[] {2, 0}) {
        for (int i = 0; i < input.length; i += 2) {
          input[i] = (byte) (field << 3 | wireType);
        }
        for (Descriptor type : messages()) {
          assertAllocatesLittle(type, input);
        }
      }
    }
  }

  @Test
  void anAnnouncedLengthAllocatesNothing() {
    for (Descriptor type : messages()) {
      for (int field = 1; field < 16; field++) {
        byte[] huge = {(byte) (field << 3 | 2), -1, -1, -1, -1, 7, 0, 0};
        assertAllocatesLittle(type, huge);
      }
    }
  }

  private static void assertAllocatesLittle(Descriptor type, byte[] input) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // The first time loads classes.
    tryToDecode(type, input);
    long before = threads.getCurrentThreadAllocatedBytes();
    tryToDecode(type, input);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertTrue(
        allocated <= (long) ALLOCATED_PER_BYTE_MAX * input.length + SMALL_BYTES,
        () -> type.getName() + " allocated " + allocated);
  }

  private static void tryToDecode(Descriptor type, byte[] input) {
    try {
      Records.decode(type, Bytes.owned(input));
    } catch (MalformedFrame expected) {
      // Refused is fine, too.
    }
  }

  /// What we take, protobuf takes as well, and writing it again changes nothing.
  private static void decode(Descriptor type, byte[] bytes, String seed) {
    Record message;
    try {
      message = Records.decode(type, Bytes.owned(bytes));
    } catch (MalformedFrame expected) {
      return;
    }
    assertDoesNotThrow(() -> DynamicMessage.parseFrom(type, bytes), seed);
    assertEquals(message, Records.decode(type, Records.encode(message)), seed);
  }

  private static void mutate(byte[] bytes, Random random) {
    int count = random.nextInt(1, 4);
    for (int i = 0; i < count && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    }
  }

  private static byte[] garbage(Random random) {
    byte[] bytes = new byte[random.nextInt(60)];
    random.nextBytes(bytes);
    return bytes;
  }
}
