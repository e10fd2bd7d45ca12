package dev.godwit.device.own;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.outbox.Waiting;
import dev.godwit.device.session.Clock;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.EmptyStore;
import dev.godwit.device.trust.Self;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the devices of an account tell each other of what is set.
final class SettingsTest {
  private static final String NAME = "name/7";
  private static final Bytes VALUE = Bytes.of(new byte[] {7});

  private final Crypto crypto = new JvmCrypto(new Random(5));
  private final Self self = Self.make(crypto, "linux", 1_700_000_000_000L);
  private final Draft draft = new Draft(new EmptyStore());
  private final Trust trust = Trust.of(self, crypto, dev.godwit.mls.Settings.DEFAULT, draft);
  private final Conversations conversations = new Conversations(crypto, self.account(), draft);
  private final Outbox outbox = new Outbox(self, conversations, draft);
  private final Settings settings = new Settings(trust, new Clock(), conversations, outbox, draft);
  private final ConversationState own = conversations.findOrMake(conversations.own());

  private List<String> told() {
    settings.pump();
    List<String> names = new ArrayList<>();
    Optional<Waiting> next = outbox.head(own.id());
    while (next.isPresent()) {
      if (ContentCodec.decode(next.get().content()) instanceof Content.Setting setting) {
        names.add(setting.name());
      }
      outbox.sent(own.id(), next.get().id(), names.size(), 0);
      next = outbox.head(own.id());
    }
    return names;
  }

  @Test
  void whoWasNeverInAsksAlone() {
    own.standing(Standing.OPEN);
    settings.put(NAME, VALUE);
    assertEquals(List.of(NAME), told());
    own.standing(Standing.JOINING);
    assertEquals(List.of(), told());
    own.standing(Standing.OPEN);
    assertEquals(List.of("ask"), told());
  }

  /// It may have been what another device has set, or its question what is set here.
  @Test
  void whoCannotReadWhatWasToldAsksAndTellsAll() {
    own.standing(Standing.OPEN);
    settings.put(NAME, VALUE);
    assertEquals(List.of(NAME), told());
    assertEquals(List.of(), told());
    settings.missed();
    assertEquals(List.of("ask", NAME), told());
    own.changed(1);
    own.standing(Standing.REPAIRING);
    assertEquals(List.of(), told());
    own.standing(Standing.OPEN);
    assertEquals(List.of("ask", NAME), told());
  }
}
