package dev.godwit.mls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RuleCoverageTest {
  @Test
  void everyRuleIsBrokenBySomeTest() throws IOException {
    StringBuilder tests = new StringBuilder();
    try (Stream<Path> paths = Files.walk(Path.of("src/test/java"))) {
      for (Path path : paths.filter(p -> p.toString().endsWith("RulesTest.java")).toList()) {
        tests.append(Files.readString(path));
      }
    }
    List<Rule> unbroken = new ArrayList<>();
    for (Rule rule : Rule.values()) {
      if (!tests.toString().contains("Rule." + rule + ",")) {
        unbroken.add(rule);
      }
    }
    assertEquals(List.of(), unbroken);
  }
}
