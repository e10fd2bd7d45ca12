package dev.godwit.mls;

import static dev.godwit.mls.Scene.NOW;
import static dev.godwit.mls.Scene.broken;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class KeptProposalsRulesTest {
  private final Scene scene = new Scene();
  private final Group alice = scene.alice;
  private final Group bob = scene.bob;

  /// The authenticated data makes each of them another proposal.
  private static byte[] propose(Group group, int number) {
    return group.propose(
        new Proposal.Remove(2), Bytes.of(new Writer().uint32(number).toBytes()), NOW);
  }

  @Test
  void noMoreProposalsAreKeptThanTheLimit() {
    for (int i = 0; i < KeptProposals.PROPOSALS_MAX; i++) {
      bob.process(propose(alice, i), NOW);
    }
    assertEquals(KeptProposals.PROPOSALS_MAX, bob.proposals().size());
    byte[] carols = propose(scene.carol, 0);
    broken(Rule.TOO_MANY_PROPOSALS, alice, () -> propose(alice, -1));
    broken(Rule.TOO_MANY_PROPOSALS, alice, () -> alice.proposeUpdate(Bytes.EMPTY, NOW));
    broken(Rule.TOO_MANY_PROPOSALS, bob, carols);

    bob.forget(bob.proposals().getFirst().reference());
    bob.process(carols, NOW);
    assertEquals(KeptProposals.PROPOSALS_MAX, bob.proposals().size());
  }

  @Test
  void theNextEpochHasRoomAgain() {
    for (int i = 0; i < KeptProposals.PROPOSALS_MAX; i++) {
      propose(alice, i);
    }
    alice.apply(alice.commit().withoutKeptProposals().build(NOW));
    propose(alice, 0);
    assertEquals(1, alice.proposals().size());
  }
}
