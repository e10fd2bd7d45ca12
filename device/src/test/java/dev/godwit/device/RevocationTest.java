package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Revocations;
import dev.godwit.device.trust.Self;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A device that its account has revoked, and whose thief has the help of the node.
final class RevocationTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");
  private final Person carol = world.person("carol");

  /// Carol's device is in the group and was revoked; whoever asks is told. For a moment nobody can
  /// take it out.
  private ConversationId revoked() {
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    nobodyIsTakenOutNow();
    revokeCarol(team);
    return team;
  }

  private void nobodyIsTakenOutNow() {
    world.node.refuseCommits.addAll(Collections.nCopies(4, ErrorCode.OVERLOADED));
  }

  private void revokeCarol(ConversationId team) {
    Self self = Self.load(carol.store).orElseThrow();
    Bytes statement = Revocations.issue(carol.crypto, self, carol.device.device(), world.node.time);
    carol.disconnect();
    world.people.forEach(person -> person.answers = (_, answer) -> telling(answer, statement));
    world.node.revoked(carol, team);
    world.settle();
  }

  private Answer telling(Answer answer, Bytes statement) {
    return answer instanceof Answer.Account account && account.account().equals(carol.account())
        ? new Answer.Account(
            account.account(),
            account.handle(),
            account.identityKey(),
            List.of(new Answer.AccountDevice(carol.device.device(), Bytes.EMPTY, true, statement)))
        : answer;
  }

  @Test
  void whatIsSaidWaitsUntilTheRevokedDeviceIsOut() {
    ConversationId team = revoked();
    alice.send(team, new Content.Text("secret"));
    world.settle();
    assertEquals(1, alice.device.waiting());
    world.pass(10_000);
    assertEquals(List.of("secret"), bob.said(team));
    carol.connect();
    world.settle();
    assertEquals(List.of(), carol.said(team));
  }

  private ConversationId talk() {
    alice.say(bob, "hello");
    bob.say(alice, "hello");
    world.settle();
    return alice.row(bob).id();
  }

  /// As when an account is begun anew: no identity signs that its old device is to go.
  @Test
  void whatIsSaidToSomebodyWhoseOnlyDeviceHasDepartedIsNotForThatDevice() {
    ConversationId talk = talk();
    nobodyIsTakenOutNow();
    world.node.revoked(bob, talk);
    world.settle();
    alice.say(bob, "for the next one");
    world.settle();
    assertTrue(alice.device.devices().isIn(talk, bob.device.device()));
    assertEquals(1, alice.device.waiting());
  }

  /// Bob begins anew; what he is asked for by alice is lost as long as she cannot reach the node.
  private void beginsAnewUnseen(ConversationId talk) {
    world.node.session(bob.account()).identityKey =
        Self.make(bob.crypto, "linux", world.node.time).identityPublicKey();
    alice.answers =
        (call, answer) -> call instanceof Call.FindAccount ? new Answer.Unreachable() : answer;
    world.node.revoked(bob, talk);
    world.settle();
  }

  private boolean hasSeenTheNewIdentity() {
    return !alice.events(Event.IdentityChanged.class).isEmpty();
  }

  @Test
  void lookingUpWhoseDeviceHasEndedIsTriedUntilItWorks() {
    beginsAnewUnseen(talk());
    world.pass(60_000);
    assertFalse(hasSeenTheNewIdentity());
    alice.answers = (_, answer) -> answer;
    world.passUntil(this::hasSeenTheNewIdentity, 60_000);
    assertTrue(hasSeenTheNewIdentity());
  }

  @Test
  void lookingUpWhoseDeviceHasEndedIsNotForgottenByARestart() {
    beginsAnewUnseen(talk());
    alice.answers = (_, answer) -> answer;
    alice.restart();
    world.settle();
    assertTrue(hasSeenTheNewIdentity());
  }

  /// The account says so when it is looked up; the node gives a key package of the device all the
  /// same.
  @Test
  void firstMessageIsNotForADeviceThatHasEnded() {
    Self self = Self.load(bob.store).orElseThrow();
    DeviceId device = bob.device.device();
    Bytes statement = Revocations.issue(bob.crypto, self, device, world.node.time);
    var ended = List.of(new Answer.AccountDevice(device, Bytes.EMPTY, true, statement));
    alice.answers =
        (_, answer) ->
            answer instanceof Answer.Account(var account, var handle, var key, _)
                    && account.equals(bob.account())
                ? new Answer.Account(account, handle, key, ended)
                : answer;
    alice.say(bob, "for the next one");
    world.pass(10_000);
    assertEquals(List.of(), bob.texts(alice));
    assertEquals(1, alice.device.waiting());
  }

  /// As when its account is begun anew, until the new device has come in.
  @Test
  void whatIsSaidToSomebodyWithoutADeviceWaits() {
    ConversationId talk = talk();
    world.node.revoked(bob, talk);
    world.pass(60_000);
    alice.say(bob, "for nobody");
    world.pass(60_000);
    assertEquals(1, alice.device.waiting());
  }

  @Test
  void inALargerGroupOneOfTheOthersTakesItOutOnce() {
    List<Person> others = new ArrayList<>(List.of(bob, carol));
    Stream.of("dave", "erin", "frank", "grace", "heidi", "ivan")
        .map(world::person)
        .forEach(others::add);
    ConversationId team = alice.create("Team", others.toArray(Person[]::new));
    world.settle();
    long epoch = world.node.log(team).epoch;
    int tried = world.node.commits;
    alice.disconnect();
    revokeCarol(team);
    world.pass(15_000);
    assertEquals(epoch + 1, world.node.log(team).epoch);
    assertTrue(world.node.commits - tried <= 4, "tried " + (world.node.commits - tried));
  }

  @Test
  void whoJoinsAnewTakesNobodyOutWhoIsOutAlready() {
    ConversationId team = revoked();
    alice.disconnect();
    world.pass(60_000);
    alice
        .store
        .scan("mls/")
        .keySet()
        .forEach(key -> alice.store.apply(List.of(new Change.Delete(key))));
    alice.restart();
    world.pass(30_000);
    long epoch = world.node.log(team).epoch;
    world.pass(30_000);
    assertEquals(epoch, world.node.log(team).epoch);
    bob.send(team, new Content.Text("back"));
    world.settle();
    assertEquals(List.of("back"), alice.said(team));
  }

  /// The node takes nobody in while a device that departed has a leaf; that it did is past.
  @Test
  void whoLetsSomebodyInLearnsOfARevokedDeviceThatItWasNotToldOf() {
    Person dave = world.person("dave");
    ConversationId team = alice.create("Team", bob, carol);
    world.settle();
    alice.disconnect();
    bob.disconnect();
    revokeCarol(team);
    world.node.log(team).expiredThrough = world.node.log(team).head();
    alice.connect();
    world.pass(5_000);
    alice.want(team, new Intention.Add(List.of(dave.account())));
    world.pass(10_000);
    alice.send(team, new Content.Text("welcome"));
    world.settle();
    assertEquals(List.of("welcome"), dave.said(team));
    assertFalse(alice.device.devices().isIn(team, carol.device.device()));
  }

  @Test
  void deviceThatIsBroughtInByWhoMayNotKnowIsTakenOutBeforeAnythingIsSaid() {
    ConversationId team = revoked();
    world.pass(10_000);
    new Rogue(carol, world).comeBack(team);
    world.settle();
    alice.send(team, new Content.Text("secret"));
    world.pass(10_000);
    assertEquals(List.of(), alice.events(Event.CommitRefused.class));
    assertEquals(List.of("secret"), bob.said(team));
    List<Entry> log = world.node.log(team).after(0);
    assertEquals(EntryKind.COMMIT, log.get(log.size() - 2).kind());
    assertEquals(alice.account(), log.getLast().account());
  }

  @Test
  void nodeThatLiesAboutTheTimeBringsNoRevokedDeviceBack() {
    ConversationId team = revoked();
    long then = world.node.time;
    world.pass(Revocations.KNOWN_MILLIS + 1_000);
    for (Person person : List.of(alice, bob)) {
      person.inbound = frames -> frames.stream().map(frame -> dated(frame, then)).toList();
    }
    new Rogue(carol, world).comeBack(team);
    world.settle();
    for (Person person : List.of(alice, bob)) {
      assertEquals(
          RefusalReason.DEVICE_REVOKED,
          person.events(Event.CommitRefused.class).getFirst().reason());
      assertTrue(person.group(team).held());
    }
    assertFalse(alice.store.history(team).isEmpty());
  }

  private static Frame dated(Frame frame, long timeMillis) {
    return frame instanceof Entry entry
        ? new Entry(
            entry.conversation(),
            entry.sequence(),
            entry.id(),
            timeMillis,
            entry.account(),
            entry.device(),
            entry.kind(),
            entry.epoch(),
            entry.payload(),
            entry.changes(),
            entry.clientMetaData(),
            entry.settings(),
            entry.needsApproval())
        : frame;
  }
}
