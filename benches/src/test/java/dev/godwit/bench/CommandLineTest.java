package dev.godwit.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final CommandLine commands =
      Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

  @Test
  void theCommandsAreThese() {
    assertEquals(
        Set.of(
            "throughput",
            "latency",
            "idle",
            "heartbeat",
            "startup",
            "crash",
            "login",
            "offline",
            "devices",
            "group",
            "mls",
            "sim",
            "faults",
            "growth",
            "compare",
            "plot",
            "micro"),
        commands.getSubcommands().keySet());
  }

  @Test
  void helpNamesEveryCommand() {
    assertEquals(0, commands.execute("--help"));
    commands.getSubcommands().keySet().forEach(name -> assertTrue(out.toString().contains(name)));
  }

  @Test
  void everyCommandExplainsEachOfItsOptions() {
    for (CommandLine command : commands.getSubcommands().values()) {
      assertTrue(command.getCommandSpec().usageMessage().description().length > 0);
      for (var option : command.getCommandSpec().options()) {
        assertFalse(option.description().length == 0, option.longestName());
      }
    }
  }

  @Test
  void aWrongOptionIsRefusedWithCodeTwo() {
    assertEquals(2, commands.execute("throughput", "--acounts", "5"));
    assertTrue(err.toString().contains("--acounts"));
  }
}
