package dev.godwit.bench.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.bench.plot.Plots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Draws what other commands have measured.
@Command(
    name = "plot",
    description = {
      "Draws saved measurements as SVG: latency, throughput (one file for each --in-flight), crash,"
          + " growth, compare-rate and compare-cpu, as far as they are among the files.",
      "A file is what a command printed with --json; its lines that are JSON objects count."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Plot implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Saved output of ./bench … --json")
  List<Path> files = List.of();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "Where the pictures are put, in place of older ones.")
  Path to = Path.of(".");

  @Override
  public Integer call() throws IOException {
    List<JsonNode> measured = new ArrayList<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file, UTF_8)) {
        if (line.startsWith("{")) {
          measured.add(JSON.readTree(line));
        }
      }
    }
    Files.createDirectories(to);
    for (Map.Entry<String, String> picture : Plots.of(measured).entrySet()) {
      Path file = to.resolve(picture.getKey() + ".svg");
      Files.writeString(file, picture.getValue(), UTF_8);
      System.out.println(file);
    }
    return 0;
  }
}
