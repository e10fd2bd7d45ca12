package dev.godwit.device.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PackerTest {
  @Test
  void everyFieldComesBackAsItWasWritten() {
    Bytes run = Bytes.of((byte) 1, (byte) 2, (byte) 3);
    Bytes record =
        new Packer()
            .number(0)
            .number(127)
            .number(128)
            .number(Long.MAX_VALUE)
            .flag(true)
            .id(-1, 7)
            .bytes(run)
            .text("grüße 🙂")
            .rest(run)
            .toBytes();
    Unpacker in = new Unpacker(record);
    assertEquals(0, in.number());
    assertEquals(127, in.number());
    assertEquals(128, in.number());
    assertEquals(Long.MAX_VALUE, in.number());
    assertEquals(true, in.flag());
    assertEquals(new AccountId(-1, 7), in.account());
    assertEquals(run, in.bytes());
    assertEquals("grüße 🙂", in.text());
    assertEquals(run, in.rest());
    assertFalse(in.hasMore());
  }

  @Test
  void recordThatEndsTooEarlyIsMalformedWhereverItEnds() {
    byte[] record = new Packer().number(300).id(1, 2).text("hello").toBytes().toArray();
    for (int length = 0; length < record.length; length++) {
      Unpacker in = new Unpacker(Bytes.of(Arrays.copyOf(record, length)));
      assertThrows(
          MalformedRecord.class,
          () -> {
            in.number();
            in.account();
            in.text();
          });
    }
  }

  @Test
  void lengthBeyondTheBytesIsMalformed() {
    Unpacker in = new Unpacker(new Packer().number(Long.MAX_VALUE).toBytes());
    assertThrows(MalformedRecord.class, in::bytes);
  }

  @Test
  void randomBytesAreARecordOrMalformedAndNothingElse() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      readAll(new Unpacker(Bytes.owned(bytes)));
    }
  }

  private static void readAll(Unpacker in) {
    try {
      while (in.hasMore()) {
        in.number();
        in.bytes();
      }
    } catch (MalformedRecord e) {
      assertEquals("Malformed record", e.getMessage());
    }
  }

  @Test
  void negativeNumberIsABug() {
    assertThrows(IllegalArgumentException.class, () -> new Packer().number(-1));
  }
}
