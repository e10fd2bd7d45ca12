package dev.godwit.testkit.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.core.routing.Worker;
import dev.godwit.testkit.rules.NodeRig.Peer;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.AskReceipts;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Read;
import dev.godwit.wire.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Ticks in a large group: few frames and few writes, and the newest numbers in the end.
final class ReceiptRulesTest {
  private static final ConversationId GROUP = new ConversationId(9, 9);
  private static final int MEMBERS = 200;
  private static final long SECOND_MILLIS = 1_000;

  private final NodeRig node = new NodeRig(1_000);
  private final List<Peer> members = new ArrayList<>();

  ReceiptRulesTest() {
    AccountId[] accounts = new AccountId[MEMBERS];
    for (int i = 0; i < MEMBERS; i++) {
      accounts[i] = new AccountId(7, i + 1);
      members.add(node.open(accounts[i]).hello());
    }
    sender().says(node.creation(GROUP, ConversationKind.GROUP, accounts));
  }

  private Peer sender() {
    return members.getFirst();
  }

  private void allAck(long sequence) {
    members.stream().skip(1).forEach(member -> member.says(new Ack(GROUP, sequence)));
  }

  @Test
  void aSenderGetsAtMostTwoFramesASecond() {
    Map<Long, Integer> frames = new TreeMap<>();
    for (int message = 0; message < 40; message++) {
      int before = sender().got(Receipt.class).size();
      sender().sends(GROUP, 1);
      allAck(message + 2);
      node.pass(Worker.TICK_MILLIS);
      int news = sender().got(Receipt.class).size() - before;
      frames.merge(node.now / SECOND_MILLIS, news, Integer::sum);
    }
    assertTrue(frames.values().stream().allMatch(each -> each <= 2), frames::toString);
    assertTrue(frames.values().stream().anyMatch(each -> each > 0), frames::toString);
  }

  @Test
  void theNewestNumbersOfAllComeByAndBy() {
    sender().sends(GROUP, 1);
    allAck(2);
    node.pass(SECOND_MILLIS);
    List<MemberCursor> told = sender().got(Receipt.class).getLast().cursors();
    assertEquals(MEMBERS - 1, told.size());
    assertTrue(told.stream().allMatch(cursor -> cursor.delivered() == 2));
  }

  @Test
  void whoWroteNothingIsToldOnlyWhatItAsksFor() {
    sender().sends(GROUP, 1);
    allAck(2);
    node.pass(SECOND_MILLIS);
    Peer reader = members.get(5);
    assertTrue(reader.got(Receipt.class).isEmpty());
    reader.says(new AskReceipts(GROUP));
    assertEquals(MEMBERS, reader.got(Receipt.class).getLast().cursors().size());
  }

  @Test
  void whatOneDeviceHasReadTheOthersOfItsAccountAreTold() {
    AccountId account = members.get(5).account;
    Peer tablet = node.open(account, new DeviceId(3, 3)).hello();
    sender().sends(GROUP, 1);
    members.get(5).says(new Read(GROUP, 2));
    node.pass(SECOND_MILLIS);
    assertEquals(
        List.of(new MemberCursor(account, 2, 2)), tablet.got(Receipt.class).getLast().cursors());
    assertTrue(members.get(5).got(Receipt.class).isEmpty());
  }

  @Test
  void acknowledgementsOfAllAreOneWrite() {
    sender().sends(GROUP, 1);
    int before = node.writes;
    allAck(2);
    assertEquals(before, node.writes);
    node.pass(SECOND_MILLIS);
    assertEquals(before + 1, node.writes);
  }

  @Test
  void aMessageToAllIsOneWrite() {
    int before = node.writes;
    sender().sends(GROUP, 1);
    assertEquals(before + 1, node.writes);
  }

  @Test
  void aMessageIsEncodedOnceForAll() {
    sender().sends(GROUP, 1);
    Bytes encoded = members.get(1).newest;
    assertTrue(Frame.decode(encoded) instanceof Entry);
    members.stream().skip(1).forEach(member -> assertSame(encoded, member.newest));
  }

  @Test
  void whileMessagesComeCursorsAreWrittenWithThem() {
    int before = node.writes;
    for (int message = 0; message < 40; message++) {
      sender().sends(GROUP, 1);
      allAck(message + 2);
      node.pass(Worker.TICK_MILLIS);
    }
    assertEquals(before + 40, node.writes);
    assertTrue(sender().got(Receipt.class).getLast().cursors().getLast().delivered() > 30);
  }

  @Test
  void anIdleGroupIsForgottenAndComesBackWithItsCursors() {
    sender().sends(GROUP, 1);
    allAck(2);
    for (int second = 0; second < 90; second++) {
      members.forEach(member -> member.says(new Heartbeat(0)));
      node.pass(SECOND_MILLIS);
    }
    int reads = node.reads;
    sender().says(new AskReceipts(GROUP));
    assertEquals(reads + 1, node.reads);
    assertEquals(2, sender().got(Receipt.class).getLast().cursors().getLast().delivered());
  }
}
