package dev.godwit.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.godwit.device.content.Content;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Self;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a new device makes of what an old one of its account knows.
final class TakeOverTest {
  private final World world = new World();
  private final Person alice = world.person("alice");
  private final Person bob = world.person("bob");

  /// Nothing that anybody makes gets into a log.
  @BeforeEach
  void refuseAll() {
    world.node.refuseCommits.addAll(Collections.nCopies(9, ErrorCode.OVERLOADED));
  }

  /// Another device of Alice's account, with what her first one knows now.
  private MemoryStore linked() {
    Self self = Self.load(alice.store).orElseThrow();
    MemoryStore store = new MemoryStore();
    Draft draft = new Draft(store);
    Self.admitted(alice.crypto, self.account(), self.identityKey(), "test", world.node.time)
        .save(draft);
    store.apply(draft.take().changes());
    Bytes catalogue = alice.device.devices().catalogue();
    store.apply(Linking.takeOver(store, alice.crypto, catalogue).orElseThrow());
    return store;
  }

  /// It may never be made: what is said there would wait for ever.
  @Test
  void aGroupThatIsStillBeingMadeIsNotThereYet() {
    ConversationId team = alice.create("Team", bob);
    world.settle();
    assertEquals(Conversation.Standing.JOINING, standing(alice.store, team));
    Device fresh = Device.restore(linked(), alice.crypto, "test");
    fresh.send(team, new Content.Text("1"), world.node.time);
    List<Event> events = fresh.take().events();
    assertTrue(
        events.getFirst() instanceof Event.MessageFailed(_, var code)
            && code == ErrorCode.CONVERSATION_UNKNOWN,
        "" + events);
  }

  @Test
  void aDirectConversationThatIsStillBeingMadeIsMadeByWhoHasSomethingToSay() {
    alice.say(bob, "1");
    world.settle();
    assertEquals(Conversation.Standing.JOINING, standing(alice.store, alice.with(bob)));
    assertEquals(Conversation.Standing.NEW, standing(linked(), alice.with(bob)));
  }

  private static Conversation.Standing standing(MemoryStore store, ConversationId conversation) {
    return store.conversation(conversation).standing();
  }
}
