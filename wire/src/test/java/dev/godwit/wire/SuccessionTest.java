package dev.godwit.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuccessionTest {
  private static final AccountId SMALL = new AccountId(0, 1);
  private static final AccountId LARGE = new AccountId(1, 0);
  private static final AccountId LARGEST = new AccountId(-1, 0);

  @Test
  void anAdminComesBeforeEveryMember() {
    assertEquals(Optional.of(LARGE), Succession.of(List.of(LARGEST, LARGE), List.of(SMALL)));
  }

  @Test
  void withoutAdminsItIsTheMemberWithTheSmallestId() {
    assertEquals(Optional.of(SMALL), Succession.of(List.of(), List.of(LARGEST, SMALL, LARGE)));
  }

  @Test
  void nobodyIsLeft() {
    assertEquals(Optional.empty(), Succession.of(List.of(), List.of()));
  }
}
