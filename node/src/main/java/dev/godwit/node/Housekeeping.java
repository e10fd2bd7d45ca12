package dev.godwit.node;

import dev.godwit.core.account.SigningKeyRing;
import dev.godwit.core.log.Intent;
import dev.godwit.core.log.Logs;
import dev.godwit.core.log.StoreException;
import dev.godwit.core.routing.Input;
import dev.godwit.gateway.rest.DeviceServices;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has to be done now and then: finish intents, tell again what happened to devices, rotate
/// signing keys, free what is past retention, revoke devices that nobody uses.
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  /// How often intents are looked for and signing keys are read.
  private static final long SWEEP_SECONDS = 60;

  private static final long EXPIRY_SECONDS = 600;

  /// How often devices are looked for that were not seen for long.
  private static final long STALE_SECONDS = 3_600;

  /// Intents handed to the workers by one sweep; the next sweep takes more.
  private static final int INTENTS_MAX = 10_000;

  /// Entries freed by one call, so that the store serves others in between.
  private static final int EXPIRED_AT_ONCE_MAX = 10_000;

  private final Logs logs;
  private final SigningKeyRing keys;
  private final Workers workers;
  private final DeviceServices devices;
  private final long staleMillis;
  private final InstantSource time;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("housekeeping").daemon().factory());

  /// @param staleMillis devices that were not seen for so long are revoked
  Housekeeping(
      Logs logs,
      SigningKeyRing keys,
      Workers workers,
      DeviceServices devices,
      long staleMillis,
      InstantSource time) {
    this.logs = logs;
    this.keys = keys;
    this.workers = workers;
    this.devices = devices;
    this.staleMillis = staleMillis;
    this.time = time;
  }

  void start() {
    every(0, SWEEP_SECONDS, this::sweepIntents);
    every(0, SWEEP_SECONDS, () -> devices.desk().tellAgain());
    every(SWEEP_SECONDS, SWEEP_SECONDS, keys::refresh);
    every(SWEEP_SECONDS / 2, EXPIRY_SECONDS, this::expire);
    every(STALE_SECONDS, STALE_SECONDS, () -> devices.desk().revokeStale(staleMillis));
    every(EXPIRY_SECONDS, EXPIRY_SECONDS, () -> devices.archives().expire());
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(SWEEP_SECONDS, TimeUnit.SECONDS)) {
        LOG.atWarn().log("Housekeeping did not end in time");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void sweepIntents() {
    for (Intent intent : logs.intents(INTENTS_MAX)) {
      workers.put(new Input.IntentFound(intent));
    }
  }

  private void expire() {
    while (!thread.isShutdown()
        && logs.expire(time.millis(), EXPIRED_AT_ONCE_MAX) == EXPIRED_AT_ONCE_MAX) {
      Thread.onSpinWait();
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the task reports its own failures
  private void every(long firstSeconds, long seconds, Runnable task) {
    thread.scheduleWithFixedDelay(() -> guarded(task), firstSeconds, seconds, TimeUnit.SECONDS);
  }

  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (StoreException failure) {
      LOG.atWarn().setCause(failure).log("Housekeeping waits for the store");
    } catch (RuntimeException mistake) {
      LOG.atError().setCause(mistake).log("Housekeeping failed");
    }
  }
}
