package dev.godwit.client.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Java program in a process of its own, whose output goes to a file.
public final class JavaProcess implements AutoCloseable {
  private static final long EXIT_SECONDS_MAX = 90;

  private final Process process;
  private final Path output;

  private JavaProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// A program of the class path of the tests.
  ///
  /// @param output takes what the program says, on both streams
  public static JavaProcess start(Path output, String main, List<String> arguments) {
    return start(output, JavaProgram.ofTests(main), arguments);
  }

  public static JavaProcess start(Path output, JavaProgram program, List<String> arguments) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(program.command(arguments)).redirectErrorStream(true);
      builder.redirectInput(new File("/dev/null")).redirectOutput(output.toFile());
      return new JavaProcess(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The lines so far, whole ones only.
  public List<String> lines() {
    try {
      String text = Files.readString(output);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// What it ended with; waits for the end.
  public int exit() {
    try {
      if (!process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw new AssertionError("did not end in time: " + lines());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// `kill -9`, and waits until it is gone.
  public void kill() {
    process.destroyForcibly();
    int unused = exit();
  }

  @Override
  public void close() {
    kill();
  }
}
