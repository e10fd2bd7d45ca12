package dev.godwit.web.harness;

import dev.godwit.mls.VectorChecks;
import dev.godwit.web.crypto.SodiumCrypto;
import org.teavm.jso.JSExport;

/// The functions of the compiled module.
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
    check.run();
  }
}
