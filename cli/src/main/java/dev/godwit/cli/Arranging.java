package dev.godwit.cli;

import dev.godwit.client.Godwit;
import dev.godwit.client.Recipient;
import dev.godwit.wire.ConversationId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Sets something on all devices of the account.
final class Arranging {
  /// How long the node may take to get what the other devices are told; the rest goes later.
  private static final Duration TELL = Duration.ofSeconds(5);

  private static final long LOOK_MILLIS = 20;

  private Arranging() {}

  /// Sets something for one conversation, and shows it.
  static int set(Main main, String whom, BiConsumer<Godwit, ConversationId> deed)
      throws InterruptedException {
    try (Godwit godwit = main.shared().open()) {
      Recipient recipient = Recipients.find(godwit, whom);
      deed.accept(godwit, godwit.conversation(recipient).id());
      tell(godwit);
      main.shared().output().conversation(godwit.conversation(recipient));
      return Exit.OK;
    }
  }

  /// Gives what was set to the node, for the other devices, when it can be reached.
  static void tell(Godwit godwit) throws InterruptedException {
    long deadline = System.nanoTime() + TELL.toNanos();
    boolean online = godwit.awaitOnline(TELL);
    while (online && godwit.waiting() > 0 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }
}
