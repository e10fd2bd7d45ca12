package dev.godwit.device.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GroupRecordTest {
  private static final AccountId BOB = new AccountId(1, 2);
  private static final DeviceId PHONE = new DeviceId(2, 2);

  private final GroupRecord record = new GroupRecord();

  @Test
  void whoDepartsWithoutALeafLeavesNothingToBeTakenOut() {
    record.revoked(BOB, List.of());
    record.left(BOB, List.of());
    assertTrue(record.departed().isEmpty());
    assertTrue(record.gone().isEmpty());
  }

  @Test
  void whatDepartedIsToBeTakenOutOnceAlsoWhenStoredMeanwhile() {
    record.left(BOB, List.of(PHONE));
    GroupRecord again = GroupRecord.decode(record.encode(), Bytes.EMPTY);
    assertEquals(Set.of(BOB), again.departed().keySet());
    again.takenOut(BOB, List.of(PHONE));
    assertTrue(again.departed().isEmpty());
    assertTrue(again.gone().isEmpty());
  }
}
