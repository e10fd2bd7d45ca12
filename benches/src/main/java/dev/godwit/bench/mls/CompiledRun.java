package dev.godwit.bench.mls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.report.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The same steps with the form that is compiled for the browser, run by Node. Its script says, in
/// lines of JSON, how far it has come and at the end what it has found.
public final class CompiledRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CompiledRun() {}

  public static GroupFigures measure(int members, int rounds, Clock clock, Progress progress)
      throws InterruptedException {
    Process node = start(members, rounds, clock);
    try (BufferedReader lines = node.inputReader(UTF_8)) {
      Optional<GroupFigures> figures = Optional.empty();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode said = JSON.readTree(line);
        if (said.has("done")) {
          progress.step(
              said.get("say").asText(), said.get("done").asInt(), said.get("all").asInt());
        } else if (said.has("say")) {
          progress.say(said.get("say").asText());
        } else {
          figures = Optional.of(JSON.treeToValue(said, GroupFigures.class));
        }
      }
      boolean fine = node.waitFor() == 0;
      return figures
          .filter(_ -> fine)
          .orElseThrow(() -> new BenchFailure("Node has ended early: the lines above say why."));
    } catch (IOException e) {
      throw new BenchFailure("Node's figures cannot be read: " + e.getMessage(), e);
    } finally {
      node.destroyForcibly();
    }
  }

  private static Process start(int members, int rounds, Clock clock) {
    Path script = Path.of(System.getProperty("godwit.root"), "web", "device", "bench.mjs");
    List<String> command =
        List.of(
            "node",
            script.toString(),
            Integer.toString(members),
            Integer.toString(rounds),
            clock.name());
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new BenchFailure("Node cannot be started: install Node 20 or later.", e);
    }
  }
}
