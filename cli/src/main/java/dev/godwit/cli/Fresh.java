package dev.godwit.cli;

import dev.godwit.client.Connection;
import dev.godwit.client.Godwit;
import java.time.Duration;

/// Fetches what is new before something is shown; without the node, what is here is shown.
final class Fresh {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private Fresh() {}

  static void get(Godwit godwit, Output output) throws InterruptedException {
    if (!godwit.awaitOnline(TIMEOUT)) {
      Connection connection = godwit.connection();
      String why = connection.sentence().isEmpty() ? "It takes long." : connection.sentence();
      output.notice(
          connection.code().isEmpty() ? "TIMED_OUT" : connection.code(),
          "Shown is what this device has already. " + why);
    }
  }
}
