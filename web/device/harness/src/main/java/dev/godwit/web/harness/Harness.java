package dev.godwit.web.harness;

import dev.godwit.mls.Lifecycles;
import dev.godwit.mls.VectorChecks;
import dev.godwit.web.crypto.SodiumCrypto;
import org.teavm.jso.JSExport;
import org.teavm.jso.JSExportClasses;

/// The functions of the compiled module.
@JSExportClasses(Speed.class)
public final class Harness {
  private static final Seats SEATS = new Seats(new SodiumCrypto());

  private Harness() {}

  /// What a client of the compiled form answers: see [Seats].
  @JSExport
  public static String answer(String line) {
    return SEATS.answer(line);
  }

  /// The names of the checks on vectors, one a line.
  @JSExport
  public static String vectorChecks() {
    return String.join("\n", VectorChecks.all().keySet());
  }

  /// Runs one of them: throws when it fails.
  @JSExport
  public static void runVectorCheck(String name) {
    Runnable check = VectorChecks.all().get(name);
    if (check == null) {
      throw new IllegalArgumentException("no check of this name");
    }
    telling(check);
  }

  /// Lives through so many lifecycles of groups whose members are all compiled.
  @JSExport
  public static void runLifecycles(int seeds) {
    System.setProperty("godwit.mls.seeds", Integer.toString(seeds));
    telling(Lifecycles::run);
  }

  /// JavaScript sees only the outermost message: this puts those of the causes into it.
  private static void telling(Runnable check) {
    try {
      check.run();
    } catch (RuntimeException | AssertionError e) {
      StringBuilder text = new StringBuilder();
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        text.append(cause).append("; ");
      }
      throw new AssertionError(text.toString(), e);
    }
  }
}
