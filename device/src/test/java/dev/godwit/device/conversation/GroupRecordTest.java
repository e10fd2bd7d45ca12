package dev.godwit.device.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.conversation.GroupRecord.Since;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class GroupRecordTest {
  private static final AccountId SELF = new AccountId(1, 1);
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

  @Test
  void aDeviceBelievesForSomeEntriesAfterItCameInThatOthersHaveAskedBefore() {
    assertFalse(record.mayHaveAsked(BOB, SELF, 1), "who made the group knows all");
    record.joined(SELF, 3, new Since(10, 0));
    assertTrue(record.mayHaveAsked(BOB, SELF, 10 + GroupRecord.NEWCOMER_ENTRIES));
    assertFalse(record.mayHaveAsked(BOB, SELF, 11 + GroupRecord.NEWCOMER_ENTRIES));
  }

  @Test
  void whoseRequestADeviceHasSeenItChecksItselfAsSoonAsItKnowsTheLinks() {
    record.joined(SELF, 3, new Since(10, 0));
    record.requested(BOB, new GroupRecord.Request(11, 0, false));
    assertTrue(record.mayHaveAsked(BOB, SELF, 12));
    record.details(record.details().renamed("Team", 12));
    assertFalse(record.mayHaveAsked(BOB, SELF, 13));
  }
}
