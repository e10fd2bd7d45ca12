package dev.godwit.core.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.StateReader;
import dev.godwit.core.log.StateWriter;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final int SEEDS = 200;

  private static List<Member> members(int count, Random random) {
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<DeviceId> devices = new ArrayList<>();
      for (int left = random.nextInt(4); left > 0; left--) {
        devices.add(new DeviceId(random.nextLong(), random.nextLong()));
      }
      // Few different halves, so that hashes meet.
      AccountId account = new AccountId(random.nextInt(8), i);
      Role role = Role.of(1 + random.nextInt(3));
      members.add(new Member(account, role, devices, random.nextInt(5), random.nextInt(3)));
    }
    return members;
  }

  @Test
  void itHoldsWhatItWasMadeOf() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Member> members = members(random.nextInt(70), random);
      Roster roster = new Roster(members);
      Map<AccountId, Member> expected = new HashMap<>();
      members.forEach(member -> expected.put(member.account(), member));
      assertEquals(members, List.copyOf(roster.members()), "seed " + seed);
      assertEquals(members.size(), roster.size());
      for (int i = 0; i < 80; i++) {
        AccountId asked = new AccountId(random.nextInt(8), i);
        assertEquals(Optional.ofNullable(expected.get(asked)), roster.member(asked));
        assertEquals(expected.containsKey(asked), roster.contains(asked));
      }
    }
  }

  @Test
  void itKnowsWhichDevicesTakePart() {
    for (int seed = 0; seed < SEEDS; seed++) {
      List<Member> members = members(20, new Random(seed));
      Roster roster = new Roster(members);
      for (Member member : members) {
        for (Member other : members) {
          boolean same = member.equals(other);
          other
              .devices()
              .forEach(each -> assertEquals(same, roster.has(member.account(), each), "" + other));
        }
        assertFalse(roster.has(member.account(), DeviceId.NONE));
      }
      assertFalse(roster.has(AccountId.NONE, DeviceId.NONE));
    }
  }

  @Test
  void itIsReadAsItWasWritten() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      Roster roster = new Roster(members(random.nextInt(70), random));
      StateWriter out = new StateWriter();
      roster.encode(out);
      assertEquals(roster, Roster.decode(new StateReader(out.toBytes()), true), "seed " + seed);
    }
  }

  @Test
  void nobodyIsAMemberTwice() {
    Member member = new Member(new AccountId(1, 1), Role.MEMBER, List.of(), 1, 1);
    assertThrows(IllegalArgumentException.class, () -> new Roster(List.of(member, member)));
  }

  @Test
  void anEmptyOneHasNobody() {
    assertFalse(Roster.NONE.contains(new AccountId(1, 1)));
    assertTrue(Roster.NONE.members().isEmpty());
    assertEquals(Role.UNKNOWN, Roster.NONE.role(new AccountId(1, 1)));
  }
}
