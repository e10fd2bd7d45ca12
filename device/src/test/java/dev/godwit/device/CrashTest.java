package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.Person.Crash;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// A short conversation, with a crash of one device at each of its steps: before the step is
/// durable, after that, and after its frames have left.
final class CrashTest {
  private static final long PATIENCE_MILLIS = 60_000;

  /// One run: who crashes, at which step, how.
  private record Plan(String victim, int step, Crash crash) {}

  /// Two people in one world.
  private static final class Run {
    final World world = new World();
    final Person alice = world.person("alice");
    final Person bob = world.person("bob");

    Person victim(Plan plan) {
      return plan.victim().equals("alice") ? alice : bob;
    }

    void chat() {
      alice.say(bob, "1");
      await(bob, List.of("1"));
      bob.say(alice, "2");
      await(alice, List.of("1", "2"));
      alice.say(bob, "3");
      alice.say(bob, "4");
      await(bob, List.of("1", "2", "3", "4"));
      await(alice, List.of("1", "2", "3", "4"));
      bob.read(alice);
    }

    void race() {
      alice.say(bob, "a");
      bob.say(alice, "b");
      world.passUntil(() -> alice.texts(bob).size() == 2, PATIENCE_MILLIS);
      alice.say(bob, "c");
    }

    private void await(Person person, List<String> texts) {
      Person other = person == alice ? bob : alice;
      world.passUntil(() -> person.texts(other).equals(texts), PATIENCE_MILLIS);
    }

    boolean isDone() {
      return alice.texts(bob).equals(bob.texts(alice))
          && alice.device.waiting() + bob.device.waiting() == 0
          && alice.history(bob).stream().allMatch(message -> message.sequence() > 0);
    }
  }

  @Test
  void crashAtAnyStepOfAChatLosesNothingAndShowsNothingTwice() {
    for (Plan plan : plans(CrashTest::chat)) {
      Run run = crash(plan, CrashTest::chat);
      assertEquals(List.of("1", "2", "3", "4"), run.alice.texts(run.bob), plan.toString());
      assertEquals(List.of("1", "2", "3", "4"), run.bob.texts(run.alice), plan.toString());
      assertSound(run, plan);
    }
  }

  @Test
  void crashAtAnyStepOfARaceLosesNothingAndShowsNothingTwice() {
    for (Plan plan : plans(CrashTest::race)) {
      Run run = crash(plan, CrashTest::race);
      List<String> sorted = new ArrayList<>(run.alice.texts(run.bob));
      sorted.sort(null);
      assertEquals(List.of("a", "b", "c"), sorted, plan.toString());
      assertEquals(run.alice.texts(run.bob), run.bob.texts(run.alice), plan.toString());
      assertSound(run, plan);
    }
  }

  private static void chat(Run run) {
    run.chat();
  }

  private static void race(Run run) {
    run.race();
  }

  private static Run crash(Plan plan, Consumer<Run> scenario) {
    Run run = new Run();
    Person victim = run.victim(plan);
    victim.steps = 0;
    victim.crashAtStep = plan.step();
    victim.crash = plan.crash();
    scenario.accept(run);
    assertTrue(run.world.passUntil(run::isDone, PATIENCE_MILLIS), plan.toString());
    return run;
  }

  /// What no crash may do to a history.
  private static void assertSound(Run run, Plan plan) {
    for (Person person : List.of(run.alice, run.bob)) {
      Person other = person == run.alice ? run.bob : run.alice;
      ConversationId conversation = person.with(other);
      assertEquals(List.of(), person.events(Event.Undecryptable.class), plan.toString());
      assertEquals(List.of(), person.events(Event.OldCopyDetected.class), plan.toString());
      assertEquals(List.of(), person.events(Event.MessageFailed.class), plan.toString());
      assertEquals(
          run.world.node.log(conversation).head(), person.row(other).head(), plan.toString());
      for (Message message : person.history(other)) {
        boolean own = message.account().equals(person.account());
        boolean sent = message.state() instanceof MessageState.Sent;
        assertEquals(own, sent, plan.toString());
      }
    }
    assertNoPayloadTwice(run, plan);
  }

  /// A key that encrypts two things would show as a payload that is there twice, or cannot be read.
  private static void assertNoPayloadTwice(Run run, Plan plan) {
    List<Bytes> payloads =
        run.world.node.log(run.alice.with(run.bob)).entries.stream().map(Entry::payload).toList();
    assertEquals(payloads.size(), payloads.stream().distinct().count(), plan.toString());
  }

  /// Every step of both people in a run without a crash, in every way.
  private static List<Plan> plans(Consumer<Run> scenario) {
    Run calm = new Run();
    calm.alice.steps = 0;
    calm.bob.steps = 0;
    scenario.accept(calm);
    calm.world.passUntil(calm::isDone, PATIENCE_MILLIS);
    List<Plan> plans = new ArrayList<>();
    for (Crash crash : Crash.values()) {
      for (int step = 0; step < calm.alice.steps; step++) {
        plans.add(new Plan("alice", step, crash));
      }
      for (int step = 0; step < calm.bob.steps; step++) {
        plans.add(new Plan("bob", step, crash));
      }
    }
    return plans;
  }
}
