package dev.godwit.device.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.device.codec.Packer;
import dev.godwit.wire.Bytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ContentCodecTest {
  @Test
  void textComesBackAsItWasWritten() {
    Content text = new Content.Text("hello, wörld 🙂\n");
    assertEquals(text, ContentCodec.decode(ContentCodec.encode(text)));
  }

  /// What is on disks and in logs stays readable: these bytes never change.
  @Test
  void encodingOfATextIsFixed() {
    Bytes encoded = ContentCodec.encode(new Content.Text("hi"));
    assertEquals(Bytes.of((byte) 1, (byte) 1, (byte) 2, (byte) 'h', (byte) 'i'), encoded);
  }

  @Test
  void kindOfANewerVersionIsKeptByteForByte() {
    Bytes newer = new Packer().number(1).number(77).text("?").toBytes();
    Content content = ContentCodec.decode(newer);
    assertEquals(new Content.Unknown(newer), content);
    assertEquals(newer, ContentCodec.encode(content));
  }

  @Test
  void fieldsOfANewerVersionAreIgnored() {
    Bytes newer = new Packer().number(1).number(1).text("hi").text("more").toBytes();
    assertEquals(new Content.Text("hi"), ContentCodec.decode(newer));
  }

  @Test
  void nothingIsMalformed() {
    assertEquals(new Content.Lost(LossReason.MALFORMED), ContentCodec.decode(Bytes.EMPTY));
  }

  @Test
  void randomBytesAreSomeContentAndNeverAnException() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(20)];
      random.nextBytes(bytes);
      assertInstanceOf(Content.class, ContentCodec.decode(Bytes.owned(bytes)));
    }
  }

  @Test
  void lostMessageIsNeverSent() {
    Content lost = new Content.Lost(LossReason.EXPIRED);
    assertThrows(IllegalArgumentException.class, () -> ContentCodec.encode(lost));
  }
}
