package dev.godwit.bench.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UsageTest {

  @Test
  void userAndSystemTimeAreAddedUpWhateverTheNameOfTheProcess() {
    String stat = "42 (a (strange) name) S 1 42 42 0 -1 4194560 5 6 7 8 150 50 9 9 20 0 3 0 77";
    assertEquals(2.0, Usage.cpuSeconds(stat));
  }

  @Test
  void numbersAreFoundByTheirNames() {
    List<String> lines = List.of("VmPeak:\t  99 kB", "VmRSS:\t  1234 kB", "write_bytes: 4096");
    assertEquals(1234, Usage.numberAfter("VmRSS:", lines));
    assertEquals(4096, Usage.numberAfter("write_bytes:", lines));
    assertEquals(0, Usage.numberAfter("VmSwap:", lines));
  }

  @Test
  void compilersOfThisProcessHaveWorked() {
    assertTrue(Usage.isCompiler("43 (C2 CompilerThre) S 1 42"));
    assertFalse(Usage.isCompiler("44 (worker-0) S 1 42"));
    assertTrue(Usage.compilerSeconds(ProcessHandle.current().pid()) > 0);
  }

  @Test
  void thisProcessUsesMemory() {
    assertTrue(Usage.of(ProcessHandle.current().pid()).residentBytes() > 1_000_000);
  }
}
