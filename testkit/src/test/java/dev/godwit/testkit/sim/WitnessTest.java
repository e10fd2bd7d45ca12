package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.content.LossReason;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Limits;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a device has to show that has lost its keys, and what it shows of a lost history (the
/// simulation of chats, seeds 79, 80, 154, 365, 491, 655 and 783).
class WitnessTest {
  private static final ConversationId GROUP = QuietGroup.GROUP;
  private static final long MADE = 1;

  private final World world = new World(1);
  private final Stage stage = new Stage(world, Setup.of(1), ChatSimulation.SHAPE);
  private final Witness witness = new Witness(stage);
  private final RealHost host = host();

  private RealHost host() {
    SimRest rest = new SimRest(stage);
    Registration registration = Households.device(1, 1);
    rest.register(registration, Households.handle(1));
    return new RealHost(new RealHost.Around(stage, rest, witness), registration, 1);
  }

  @BeforeEach
  void isInAGroup() {
    world.runUntil(500);
    commit(
        0,
        new MemberChange(host.account(), MemberChangeKind.ADDED, Role.OWNER, List.of(host.id())));
    assertEquals(MADE, stage.ledger().cameIn(host.id(), GROUP));
  }

  private void commit(long epoch, MemberChange... changes) {
    host.send(QuietGroup.commit(epoch, changes));
    world.runUntil(world.now() + 100);
  }

  private void say(long epoch) {
    host.send(new Send(GROUP, new EntryId(8, epoch), epoch, Bytes.EMPTY, Bytes.EMPTY));
    world.runUntil(world.now() + 100);
  }

  /// The device has a connection again afterwards.
  private void passRetention() {
    world.leap(2 * Limits.RETENTION_MILLIS);
    world.runUntil(world.now() + 5_000);
  }

  private void nodesGoBack() {
    stage.backups().make();
    stage.backups().restore();
  }

  @Test
  void whoLostItsKeysShowsWhatCameSinceItCameInAnew() {
    nodesGoBack();
    witness.onEvent(host, new Event.LogShortened(GROUP, MADE));
    say(1);
    commit(1);
    say(2);
    witness.onEvent(host, new Event.Repaired(GROUP));
    assertEquals(3, witness.seesFrom(host.id(), GROUP));
    assertEquals(4, stage.ledger().head(LogId.of(GROUP)));
  }

  @Test
  void whoComesInAnewForNoReasonOwesAllThatCameBefore() {
    say(1);
    commit(1);
    witness.onEvent(host, new Event.Repaired(GROUP));
    assertEquals(MADE, witness.seesFrom(host.id(), GROUP));
  }

  @Test
  void whoNeverHeardThatItCameInShowsWhatCameSinceItCameInAnew() {
    passRetention();
    say(1);
    commit(1);
    say(2);
    witness.onOpened(host, GROUP);
    assertEquals(3, witness.seesFrom(host.id(), GROUP));
    assertEquals(4, stage.ledger().head(LogId.of(GROUP)));
  }

  @Test
  void whoKnewThatItCameInOwesAllThatCameSince() {
    witness.onOpened(host, GROUP);
    passRetention();
    commit(1);
    witness.onOpened(host, GROUP);
    owesAllSinceItCameIn();
  }

  @Test
  void whoMayStillHearThatItCameInOwesAllThatCameSince() {
    commit(1);
    witness.onOpened(host, GROUP);
    owesAllSinceItCameIn();
  }

  /// Although it has made the newest commit since.
  private void owesAllSinceItCameIn() {
    assertEquals(2, stage.ledger().newestCommit(host.id(), GROUP));
    assertEquals(MADE, witness.seesFrom(host.id(), GROUP));
  }

  @Test
  void whatWasUnderWayWhenTheNodesWentBackIsOfTheLostHistory() {
    nodesGoBack();
    witness.onRow(host, Optional.empty(), row(2, "lost"));
    assertEquals(Set.of(), witness.shown(GROUP).keySet());
    assertThrows(
        AssertionError.class, () -> witness.onRow(host, Optional.empty(), row(2, "other")));
  }

  @Test
  void whatTheNodeTookOnceMorePastRetentionIsNoSignOfAnOldCopy() {
    say(1);
    Event found = new Event.OldCopyDetected(GROUP);
    assertThrows(AssertionError.class, () -> witness.onEvent(host, found));
    becomesDurableAgain(stage.ledger().line(LogId.of(GROUP), MADE + 1).orElseThrow());
    witness.onEvent(host, found);
    assertTrue(witness.hasNoticed(host.id(), GROUP));
    onHole(MADE + 2, LossReason.OWN_FORGOTTEN);
    assertThrows(AssertionError.class, () -> onHole(MADE + 1, LossReason.OWN_FORGOTTEN));
  }

  private void becomesDurableAgain(Ledger.Line line) {
    LogEntry again = new LogEntry(line.sequence() + 1, line.id(), line.timeMillis(), line.frame());
    stage
        .ledger()
        .onAppend(
            new Append(
                LogId.of(GROUP),
                line.sequence(),
                List.of(again),
                Bytes.EMPTY,
                Bytes.EMPTY,
                Bytes.EMPTY));
  }

  @Test
  void theCommitThatLetsADeviceInNeedNotWait() {
    onHole(MADE, LossReason.TOO_MANY_WAITING);
    assertThrows(AssertionError.class, () -> onHole(MADE, LossReason.KEYS_MISSING));
    say(1);
    assertThrows(AssertionError.class, () -> onHole(MADE + 1, LossReason.TOO_MANY_WAITING));
  }

  @Test
  void whatIsNotInTheLogAnyMoreNeedNotBeRead() {
    say(1);
    assertThrows(AssertionError.class, () -> onHole(MADE + 1, LossReason.KEYS_MISSING));
    nodesGoBack();
    onHole(MADE + 1, LossReason.KEYS_MISSING);
    assertThrows(AssertionError.class, () -> onHole(MADE + 1, LossReason.EXPIRED));
  }

  private void onHole(long sequence, LossReason reason) {
    witness.onRow(host, Optional.empty(), row(sequence, new Content.Lost(reason)));
  }

  private Message row(long sequence, String text) {
    return row(sequence, new Content.Text(text));
  }

  private Message row(long sequence, Content content) {
    return new Message(
        GROUP,
        new EntryId(9, 9),
        sequence,
        0,
        host.account(),
        new DeviceId(4, 4),
        world.wallMillis(),
        new MessageState.Received(),
        content);
  }
}
