package dev.godwit.web.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A Node process that runs the compiled form and answers lines: see `driver.mjs`.
final class CompiledForm implements AutoCloseable {
  private static final int ANSWERS_MAX = 16;
  private static final long ANSWER_SECONDS_MAX = 300;
  private static final long END_SECONDS_MAX = 10;
  private static final String ENDED = "";

  private final Process node;
  private final Writer questions;
  private final BlockingQueue<String> answers = new ArrayBlockingQueue<>(ANSWERS_MAX);

  private CompiledForm(Process node) {
    this.node = node;
    questions = node.outputWriter(StandardCharsets.UTF_8);
    Thread.ofVirtual().start(this::readAnswers);
  }

  static CompiledForm start() {
    Path root = Path.of(System.getProperty("godwit.root", ""));
    Path driver = root.resolve("web/device/harness/src/main/js/driver.mjs");
    ProcessBuilder builder = new ProcessBuilder("node", driver.toString());
    builder.environment().put("GODWIT_MLS_VECTORS", vectors());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    try {
      return new CompiledForm(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("node does not start: install Node 20 or later", e);
    }
  }

  /// The folder of the vectors, empty when there is none.
  static String vectors() {
    return System.getProperty("godwit.mls.vectors", "");
  }

  private void readAnswers() {
    try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
      @Nullable String line = lines.readLine();
      while (line != null) {
        answers.put(line);
        line = lines.readLine();
      }
      answers.put(ENDED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Asks one thing and waits for the answer.
  String ask(String line) {
    try {
      questions.write(line + "\n");
      questions.flush();
      String answer = answers.poll(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      if (answer == null || answer.equals(ENDED)) {
        throw new AssertionError("node gave no answer to: " + line);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException("node has ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Ends the process.
  @Override
  public void close() {
    try {
      questions.close();
      if (!node.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
        node.destroyForcibly();
      }
    } catch (IOException e) {
      node.destroyForcibly();
    } catch (InterruptedException e) {
      node.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
