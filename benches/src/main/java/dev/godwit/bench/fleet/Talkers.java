package dev.godwit.bench.fleet;

import java.time.Duration;

/// Who puts load on a server, and counts what came of every message.
public interface Talkers extends AutoCloseable {

  /// Each keeps so many messages between "sent" and both ticks; 0 stops.
  void keepInFlight(int messages);

  Counts counts();

  Counts countsAfter(Duration time);

  /// Waits until no message is without its second tick; throws [BenchFailure] when one stays so.
  void awaitQuiet(Duration timeMax);

  /// What was promised and what was shown, over all of them.
  Verdict verdict();

  @Override
  void close();
}
