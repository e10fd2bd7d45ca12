package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.wire.MalformedFrame.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameTest {
  private static final ConversationId CONVERSATION = new ConversationId(0x0102030405060708L, -1);
  private static final Ack ACK = new Ack(CONVERSATION, 300);

  @Test
  void aFrameIsReadAsItWasWritten() {
    Frame hello =
        new Hello(1, "godwit/0.1 ü😀", 7, List.of(new Position(CONVERSATION, 300, true)), 256, 0);
    assertEquals(hello, Frame.decode(Frame.encode(hello)));
    assertEquals(Frame.encodedSize(hello), Frame.encode(hello).size());
  }

  @Test
  void aFrameIsReadFromTheMiddleOfAnArray() {
    byte[] bytes = Frame.encode(ACK).shared();
    byte[] around = new byte[bytes.length + 10];
    System.arraycopy(bytes, 0, around, 4, bytes.length);
    assertEquals(ACK, Frame.decode(around, 4, bytes.length));
    assertThrows(IndexOutOfBoundsException.class, () -> Frame.decode(around, 4, bytes.length + 7));
  }

  @Test
  void aKindThatIsNotKnownIsKept() {
    Bytes bytes = Records.bytes("fa3f03010203");
    Frame frame = Frame.decode(bytes);
    assertEquals(new UnknownFrame(1023, Bytes.of((byte) 1, (byte) 2, (byte) 3)), frame);
    assertEquals(bytes, Frame.encode(frame));
  }

  @Test
  void theLastKindCounts() {
    assertEquals(ACK, Frame.decode(joined(Frame.encode(new Heartbeat(1)), Frame.encode(ACK))));
  }

  @Test
  void aKnownKindCountsMoreThanOneThatIsNot() {
    Bytes unknown = Records.bytes("fa3f03010203");
    assertEquals(ACK, Frame.decode(joined(Frame.encode(ACK), unknown)));
    assertEquals(ACK, Frame.decode(joined(unknown, Frame.encode(ACK))));
  }

  @Test
  void whatIsBesideTheKindIsPassedOver() {
    Bytes number = Records.bytes("f83f07");
    assertEquals(ACK, Frame.decode(joined(number, Frame.encode(ACK))));
    assertEquals(Reason.NO_KIND, reason("f83f07"));
  }

  @Test
  void malformedFramesSayWhy() {
    assertEquals(Reason.NO_KIND, reason(""));
    assertEquals(Reason.TRUNCATED, reason("22"));
    assertEquals(Reason.TRUNCATED, reason("2205"));
    assertEquals(Reason.TRUNCATED, reason("220110"));
    // The nested message ends inside its number although the frame goes on.
    assertEquals(Reason.TRUNCATED, reason("22021080" + "2200"));
    // An id reaches beyond its message into the next field.
    assertEquals(Reason.TRUNCATED, reason("22020a10" + "220e" + "00".repeat(14)));
    assertEquals(Reason.TRUNCATED, reason("22ffffffffffffffff7f"));
    assertEquals(Reason.NUMBER, reason("220b10ffffffffffffffffff01"));
    assertEquals(Reason.NUMBER, reason("220b10ffffffffffffffffff02"));
    assertEquals(Reason.NUMBER, reason("220c10ffffffffffffffffffff01"));
    assertEquals(Reason.NUMBER, reason("0a06088080808008"));
    assertEquals(Reason.TAG, reason("0200"));
    assertEquals(Reason.TAG, reason("2300"));
    assertEquals(Reason.TAG, reason("2700"));
    assertEquals(Reason.TAG, reason("828080801000"));
    assertEquals(Reason.ID_LENGTH, reason("22030a0101"));
    assertEquals(Reason.TEXT, reason("0a041202c328"));
  }

  @Test
  void textIsStrictUtf8() {
    // Overlong, a surrogate, beyond the last code point, cut short.
    for (String hex : List.of("c080", "e08080", "eda080", "f4908080", "f5808080", "e282", "80")) {
      String size = "0" + hex.length() / 2;
      String field = "12" + size + hex;
      assertEquals(Reason.TEXT, reason("0a0" + (2 + hex.length() / 2) + field), hex);
    }
  }

  @Test
  void halfASurrogatePairIsReplaced() {
    Hello hello = new Hello(1, "a\ud83d", 0, List.of(), 0, 0);
    assertEquals("a?", ((Hello) Frame.decode(Frame.encode(hello))).client());
  }

  @Test
  void aNumberIsNeverNegative() {
    assertThrows(IllegalArgumentException.class, () -> new Ack(CONVERSATION, -1));
    assertThrows(IllegalArgumentException.class, () -> new Opened(-1, 0, 0, 0));
  }

  @Test
  void anEnumNumberOfANewerVersionSurvives() {
    Bytes change = Records.bytes("1007" + "1802");
    MemberChange read = MemberChange.decode(change);
    assertEquals(MemberChangeKind.UNKNOWN, read.kind());
    assertEquals(Role.ADMIN, read.role());
    assertEquals(Records.bytes("1802" + "1007"), read.encode());
    assertEquals(read, MemberChange.decode(read.encode()));
  }

  @Test
  void anIdOfZerosIsNoId() {
    Ack read = Ack.decode(Records.bytes("0a10" + "00".repeat(16)));
    assertEquals(ConversationId.NONE, read.conversation());
    assertEquals(Bytes.EMPTY, read.encode());
  }

  private static Bytes joined(Bytes first, Bytes second) {
    return Records.bytes(Records.hex(first.shared()) + Records.hex(second.shared()));
  }

  private static Reason reason(String hex) {
    Bytes bytes = Records.bytes(hex);
    return assertThrows(MalformedFrame.class, () -> Frame.decode(bytes), hex).reason();
  }
}
