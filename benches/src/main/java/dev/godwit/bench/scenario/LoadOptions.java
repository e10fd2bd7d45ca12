package dev.godwit.bench.scenario;

import picocli.CommandLine.Option;

/// How much load, for how long.
final class LoadOptions {
  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Messages of each device without second tick (default: ${DEFAULT-VALUE}).")
  int inFlight = 20;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds; medians are told (default: ${DEFAULT-VALUE}).")
  int rounds = 5;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Length of a round (default: ${DEFAULT-VALUE}).")
  int seconds = 5;

  @Option(
      names = "--warm-up",
      paramLabel = "S",
      description = "Seconds of load before the first round (default: ${DEFAULT-VALUE}).")
  int warmUpSeconds = 15;

  Rounds.Load rounds() {
    return new Rounds.Load(warmUpSeconds, rounds, seconds);
  }
}
