package dev.godwit.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;

/// The line that says what is being done; each replaces the one before on a terminal.
public final class Progress {
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int TENTHS = 10;

  /// Says nothing.
  public static final Progress NONE =
      new Progress(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8), true);

  private final PrintStream out;
  private final boolean terminal;

  public Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  public void say(String line) {
    if (terminal) {
      out.print(CLEAR_LINE + line);
      out.flush();
    } else {
      out.println(line);
    }
  }

  /// Says how far a long row of steps has come: each step on a terminal, each tenth elsewhere.
  ///
  /// @param done from 1
  public void step(String what, int done, int all) {
    if (terminal || TENTHS * done / all > TENTHS * (done - 1) / all) {
      say("%s, %d of %d …".formatted(what, done, all));
    }
  }

  /// Leaves an empty line for what follows.
  public void done() {
    if (terminal) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
