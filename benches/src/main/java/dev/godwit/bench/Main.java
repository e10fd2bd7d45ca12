package dev.godwit.bench;

import dev.godwit.bench.scenario.Compare;
import dev.godwit.bench.scenario.Crash;
import dev.godwit.bench.scenario.Devices;
import dev.godwit.bench.scenario.Faults;
import dev.godwit.bench.scenario.Group;
import dev.godwit.bench.scenario.Growth;
import dev.godwit.bench.scenario.Heartbeats;
import dev.godwit.bench.scenario.Idle;
import dev.godwit.bench.scenario.Latency;
import dev.godwit.bench.scenario.Login;
import dev.godwit.bench.scenario.Micro;
import dev.godwit.bench.scenario.Mls;
import dev.godwit.bench.scenario.Offline;
import dev.godwit.bench.scenario.Plot;
import dev.godwit.bench.scenario.Sim;
import dev.godwit.bench.scenario.Startup;
import dev.godwit.bench.scenario.Throughput;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The table of the sub-commands.
@Command(
    name = "./bench",
    description = {
      "Measures a Godwit node: starts one on a temporary store, puts load on it from this process,"
          + " counts what came of every message, and tells the figures.",
      "docs/bench/README.md says what each figure means."
    },
    subcommands = {
      Throughput.class,
      Latency.class,
      Idle.class,
      Heartbeats.class,
      Startup.class,
      Growth.class,
      Crash.class,
      Faults.class,
      Login.class,
      Offline.class,
      Devices.class,
      Group.class,
      Mls.class,
      Sim.class,
      Compare.class,
      Micro.class,
      Plot.class
    },
    mixinStandardHelpOptions = true,
    version = "0.1.0",
    footer = {"", "./bench COMMAND --help lists the options of a command."})
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
