package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The typed ids are all made alike; one stands for all.
class IdsTest {
  private static final String TEXT = "0123456789abcdeffedcba9876543210";
  private static final EntryId ID = new EntryId(0x0123456789abcdefL, 0xfedcba9876543210L);

  @Test
  void textAndBytesLeadBackToTheId() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      EntryId id = new EntryId(random.nextLong(), random.nextLong());
      assertEquals(id, EntryId.parse(id.toString()));
      assertEquals(id, EntryId.of(id.toBytes()));
      assertEquals(id.toString(), Records.hex(id.toBytes().shared()));
    }
  }

  @Test
  void theMostSignificantDigitComesFirst() {
    assertEquals(TEXT, ID.toString());
    assertEquals(ID, EntryId.parse(TEXT));
  }

  @Test
  void theOrderIsThatOfTheBytes() {
    Random random = new Random(2);
    for (int i = 0; i < 1_000; i++) {
      EntryId a = new EntryId(random.nextInt(2) - 1, random.nextLong());
      EntryId b = new EntryId(random.nextInt(2) - 1, random.nextLong());
      assertEquals(
          Integer.signum(a.toBytes().compareTo(b.toBytes())), Integer.signum(a.compareTo(b)));
    }
    assertEquals(0, ID.compareTo(EntryId.parse(TEXT)));
  }

  @Test
  void onlyThirtyTwoLowerCaseDigitsAreAnId() {
    List<String> wrong =
        List.of("", TEXT + "0", TEXT.substring(1), TEXT.toUpperCase(java.util.Locale.ROOT))
            .reversed();
    for (String text : wrong) {
      assertThrows(IllegalArgumentException.class, () -> EntryId.parse(text), text);
    }
    String minus = "-" + TEXT.substring(1);
    assertThrows(IllegalArgumentException.class, () -> EntryId.parse(minus));
  }

  @Test
  void onlySixteenBytesAreAnId() {
    for (int size : new int[] {0, 15, 17}) {
      Bytes bytes = Bytes.of(new byte[size]);
      MalformedFrame thrown = assertThrows(MalformedFrame.class, () -> EntryId.of(bytes));
      assertEquals(MalformedFrame.Reason.ID_LENGTH, thrown.reason());
    }
  }

  @Test
  void noneIsAllZero() {
    assertTrue(EntryId.NONE.isNone());
    assertTrue(EntryId.of(Bytes.of(new byte[16])).isNone());
    assertEquals("0".repeat(32), EntryId.NONE.toString());
    assertFalse(new EntryId(0, 1).isNone());
    assertFalse(new EntryId(1, 0).isNone());
  }
}
