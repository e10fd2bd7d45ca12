package dev.godwit.core.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.log.BatchBuilder;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Role;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CursorsTest {
  private static final Member ALICE = member(1);
  private static final Member BOB = member(2);

  private final Cursors cursors = new Cursors(new ConversationId(7, 7));

  private static Member member(long number) {
    var devices = List.of(new DeviceId(2, number));
    return new Member(new AccountId(1, number), Role.MEMBER, devices, 1, 1);
  }

  /// The simulation of nodes, seed 7: others were told that the removed one stands at 0.
  @Test
  void whoIsTakenOutByTheWriteThatMovesTheCursorIsNotToldOf() {
    cursors.become(new Roster(List.of(ALICE, BOB)));
    cursors.move(ALICE.account(), ALICE.devices().getFirst(), 3, 0);
    cursors.move(BOB.account(), BOB.devices().getFirst(), 3, 2);
    cursors.collect(new BatchBuilder());
    cursors.become(new Roster(List.of(ALICE)));
    Cursors.Moved moved = cursors.settle();
    assertEquals(Set.of(ALICE.account()), moved.accounts());
    assertEquals(Set.of(), moved.reading().keySet());
  }
}
