package dev.godwit.bench.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Processes that this one has started. They end with it, however it ends, so that no server is
/// left behind.
public final class Children {
  private static final Duration STOP_TIME_MAX = Duration.ofSeconds(20);
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().unstarted(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private Children() {}

  public static Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    RUNNING.add(process);
    return process;
  }

  /// Ends it with SIGTERM, and with SIGKILL when it does not within 20 seconds.
  public static void end(Process process) {
    process.destroy();
    if (!awaitEnd(process)) {
      process.destroyForcibly();
      awaitEnd(process);
    }
  }

  /// Waits until it has ended, 20 seconds at most; answers whether it has.
  static boolean awaitEnd(Process process) {
    try {
      boolean ended = process.waitFor(STOP_TIME_MAX.toSeconds(), TimeUnit.SECONDS);
      if (ended) {
        RUNNING.remove(process);
      }
      return ended;
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted", e);
    }
  }
}
