package dev.godwit.testkit.sim;

import static dev.godwit.testkit.sim.QuietGroup.ALICE;
import static dev.godwit.testkit.sim.QuietGroup.GROUP;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Send;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A message over REST that is in the log while its answer was lost with the node (the simulation
/// of nodes, seed 17466).
class RequestsTest {
  private static final EntryId ID = new EntryId(6, 6);
  private static final DeviceId DEVICE = QuietGroup.deviceOf(ALICE);
  private static final int ENTRIES_FORGOTTEN = 300;

  private final QuietGroup group = new QuietGroup();
  private final Stage stage = group.stage;
  private final SimNode node = stage.nodes().any();
  private final Requests requests =
      new Requests(group.world, stage.logs(), stage.nodes(), stage.judge());

  @BeforeEach
  void theNodeDiesBeforeItAnswers() {
    stage.logs().listen(this::becomesDurableAndDies);
    requests.start(new Requests.Request(ALICE, DEVICE, GROUP, ID, Bytes.EMPTY));
    group.pass(100);
    stage.logs().listen(stage.ledger()::onAppend);
    node.start();
    group.pass(100);
    assertEquals(1, timesInTheLog());
    assertEquals(1, requests.open());
  }

  private void becomesDurableAndDies(Append append) {
    stage.ledger().onAppend(append);
    node.crash();
  }

  private long timesInTheLog() {
    LogId log = LogId.of(GROUP);
    return LongStream.rangeClosed(1, stage.ledger().head(log))
        .mapToObj(sequence -> stage.ledger().line(log, sequence).orElseThrow())
        .filter(line -> line.id().equals(ID))
        .count();
  }

  @Test
  void whatTheNodeKnowsIsAnsweredWhenItIsAskedAgain() {
    group.pass(10_000);
    assertEquals(0, requests.open());
    assertEquals(Set.of(ID), stage.judge().sent().keySet());
    assertEquals(1, timesInTheLog());
  }

  @Test
  void whatIsFoundInTheLogIsNotAskedAgain() {
    for (int sent = 0; sent < ENTRIES_FORGOTTEN; sent++) {
      Send send = new Send(GROUP, new EntryId(8, sent), 1, Bytes.EMPTY, Bytes.EMPTY);
      stage.nodes().request(ALICE, DEVICE, GROUP, send, _ -> {});
    }
    group.pass(10_000);
    assertEquals(0, requests.open());
    assertEquals(1, timesInTheLog());
    assertEquals(2 + ENTRIES_FORGOTTEN, stage.ledger().head(LogId.of(GROUP)));
  }
}
