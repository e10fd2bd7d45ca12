package dev.godwit.web.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults throw in the compiled form too: they would not without TeaVM's `strict`.
final class CanaryTest {
  @SuppressWarnings("NullAway.Init")
  private static CompiledForm compiled;

  @BeforeAll
  static void start() {
    compiled = CompiledForm.start();
  }

  @AfterAll
  static void end() {
    compiled.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"write 2", "write -1", "write 2147483647", "read 2", "read -1", "length null"})
  void faultThrows(String fault) {
    String answer = compiled.ask("canary " + fault);
    assertTrue(answer.startsWith("broken"), answer);
  }

  @Test
  void whatIsRightDoesNot() {
    assertEquals("ok 1", compiled.ask("canary write 1"));
    assertEquals("ok 2", compiled.ask("canary read 1"));
    assertEquals("ok 4", compiled.ask("canary length text"));
  }
}
