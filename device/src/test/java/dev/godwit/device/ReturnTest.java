package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Revocations;
import dev.godwit.device.trust.Self;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Ack;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Who comes back, or learns of something late.
final class ReturnTest {
  private static final long HOUR_MILLIS = 3_600_000;

  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  @Test
  void anEntryThatIsPassedAlreadyIsAcknowledgedSoThatTheWindowOpens() {
    alice.say(bob, "hello");
    world.settle();
    Entry passed = world.node.log(bob.with(alice)).after(0).getLast();
    List<Frame> sent = new ArrayList<>();
    bob.watcher = step -> sent.addAll(step.frames());
    bob.receive(passed);
    world.pass(1_000);
    assertTrue(sent.stream().anyMatch(Ack.class::isInstance), sent.toString());
    assertEquals(List.of("hello"), bob.texts(alice));
  }

  @Test
  void whoIsLetInAgainWaitsForTheWelcomeAgain() {
    Person carol = world.person("carol");
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    alice.want(team, new Intention.Remove(List.of(carol.account())));
    world.pass(60_000);
    alice.want(team, new Intention.Add(List.of(carol.account())));
    world.settle();
    assertEquals(List.of(), carol.events(Event.Repaired.class));
    assertEquals(Standing.OPEN, carol.store.conversation(team).standing());
  }

  @Test
  void whatIsWantedOfAConversationWithoutAGroupIsRefused() {
    ConversationId direct = alice.with(bob);
    alice.does(device -> device.openDirect(bob.account(), world.node.time));
    alice.want(direct, new Intention.Remove(List.of(bob.account())));
    world.settle();
    assertEquals(1, alice.events(Event.IntentionFailed.class).size());
  }

  @Test
  void whatADeviceDidBeforeItEndedStands() {
    Crypto crypto = new JvmCrypto(new Random(1));
    Self self = Self.make(crypto, "test", TestNode.START_MILLIS);
    Machines machines = new Machines(self, crypto, new Draft(new EmptyStore()));
    Revocations revocations = machines.trust.revocations();
    DeviceId phone = new DeviceId(2, 2);
    long ended = TestNode.START_MILLIS + HOUR_MILLIS;
    Bytes statement = Revocations.issue(crypto, self, phone, ended);
    revocations.learn(self.account(), statement);
    assertTrue(revocations.isRevoked(self.account(), phone));
    assertFalse(revocations.wasRevoked(self.account(), phone, ended - HOUR_MILLIS));
    assertTrue(revocations.wasRevoked(self.account(), phone, ended + HOUR_MILLIS));
  }
}
