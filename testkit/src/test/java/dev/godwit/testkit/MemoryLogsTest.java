package dev.godwit.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.godwit.core.log.Logs;
import dev.godwit.core.log.StoreException;
import dev.godwit.testkit.Faults.Fault;
import org.junit.jupiter.api.Test;

class MemoryLogsTest implements LogsContract {
  private final MemoryLogs logs = new MemoryLogs(RETENTION_MILLIS);

  @Override
  public Logs logs() {
    return logs;
  }

  @Override
  public Logs reopened() {
    logs.crash();
    return logs;
  }

  @Test
  void aCrashLosesWhatWasNotSynced() {
    MemoryLogs.Write write = logs.begin(LogsContract.batch(LogsContract.append(LOG, 1, 1)));
    logs.crash();
    assertThrows(IllegalStateException.class, write::sync);
    assertEquals(0, logs.load(LOG).head());
  }

  @Test
  void aFaultSaysWhetherTheWriteMayHaveHappened() {
    assertEquals(0, headAfter(Fault.UNAVAILABLE, StoreException.Unavailable.class));
    assertEquals(0, headAfter(Fault.FULL, StoreException.Full.class));
    assertEquals(0, headAfter(Fault.UNCERTAIN_LOST, StoreException.Uncertain.class));
    assertEquals(1, headAfter(Fault.UNCERTAIN_WRITTEN, StoreException.Uncertain.class));
  }

  private long headAfter(Fault fault, Class<? extends StoreException> expected) {
    logs.faults().writes(fault);
    assertThrows(expected, () -> logs.commit(LogsContract.batch(LogsContract.append(LOG, 1, 1))));
    logs.faults().heal();
    return logs.load(LOG).head();
  }
}
