package dev.godwit.web.harness;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// mls' simulated lives of groups, run by the compiled classes in Node: the first seeds of those
/// that the JVM goes through. `-Dgodwit.compiled.seeds=N` runs more of them.
final class CompiledLifecyclesSim {
  private static final int SEEDS = 50;

  @Test
  void compiledMembersAgreeAndOthersReadNothing() {
    int seeds = Integer.getInteger("godwit.compiled.seeds", SEEDS);
    try (CompiledForm compiled = CompiledForm.start()) {
      String answer = compiled.ask("lifecycles " + seeds);
      assertTrue(answer.startsWith("ok lifecycles: " + seeds + " seeds"), answer);
      System.out.println("compiled " + answer);
    }
  }
}
