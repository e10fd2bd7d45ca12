package dev.godwit.cli;

import dev.godwit.client.Connection;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Fetches what is new before something is shown, and lets out what waits to be sent; without the
/// node, what is here is shown.
final class Fresh {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /// How long what waits in the outbox may take to get out.
  private static final Duration OUTBOX_TIMEOUT = Duration.ofSeconds(3);

  private final Godwit godwit;
  private final Output output;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private Fresh(Godwit godwit, Output output) {
    this.godwit = godwit;
    this.output = output;
  }

  static void get(Godwit godwit, Output output) throws InterruptedException {
    Fresh fresh = new Fresh(godwit, output);
    try (Godwit.Listening _ = godwit.listen(fresh.events::add)) {
      if (godwit.awaitOnline(TIMEOUT)) {
        fresh.letOut();
      } else {
        fresh.sayOld(godwit.connection());
      }
    }
  }

  private void letOut() throws InterruptedException {
    long deadline = System.nanoTime() + OUTBOX_TIMEOUT.toNanos();
    while (godwit.waiting() > 0 || !events.isEmpty()) {
      Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        return;
      }
      tell(event);
    }
  }

  private void tell(Event event) {
    switch (event) {
      case Event.Failed failed -> output.notice(failed.code(), failed.sentence());
      case Event.Unaddressed gone ->
          output.notice(gone.code(), "@" + gone.handle() + ": " + gone.sentence());
      default -> {}
    }
  }

  private void sayOld(Connection connection) {
    String why = connection.sentence().isEmpty() ? "It takes long." : connection.sentence();
    output.notice(
        connection.code().isEmpty() ? "TIMED_OUT" : connection.code(),
        "Shown is what this device has already. " + why);
  }
}
