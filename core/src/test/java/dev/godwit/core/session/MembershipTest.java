package dev.godwit.core.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MembershipTest {
  private final Membership stayedTwice = Membership.NONE.joined(3).left(7).joined(12);

  @Test
  void whatWasBeforeJoiningIsNotRead() {
    assertEquals(3, stayedTwice.startAfter(0));
    assertEquals(7, stayedTwice.endFrom(3, 20));
    assertFalse(stayedTwice.mayRead(3));
    assertTrue(stayedTwice.mayRead(4));
  }

  @Test
  void theRemovalItselfIsRead() {
    assertTrue(stayedTwice.mayRead(7));
    assertFalse(stayedTwice.mayRead(8));
    assertEquals(12, stayedTwice.startAfter(7));
    assertEquals(20, stayedTwice.endFrom(12, 20));
  }

  @Test
  void theOrderInWhichItIsLearntDoesNotMatter() {
    assertEquals(stayedTwice.stays(), Membership.NONE.joined(12).joined(3).left(7).stays());
  }

  @Test
  void whoLeftReadsNoFurther() {
    Membership gone = Membership.NONE.joined(1).left(5);
    assertFalse(gone.isOpen());
    assertEquals(5, gone.endFrom(gone.startAfter(2), 100));
    assertEquals(9, gone.endFrom(gone.startAfter(9), 100));
  }

  @Test
  void oldCommitsCountAsApplied() {
    Membership membership = Membership.NONE;
    for (long sequence = 1; sequence <= Membership.APPLIED_MAX + 3; sequence++) {
      membership = membership.withApplied(sequence);
    }
    assertTrue(membership.has(1));
    assertTrue(membership.has(Membership.APPLIED_MAX));
    assertFalse(membership.has(Membership.APPLIED_MAX + 4));
  }
}
