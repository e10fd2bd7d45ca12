package dev.godwit.web.harness;

import dev.godwit.web.crypto.SodiumCrypto;
import org.jspecify.annotations.Nullable;
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

  /// What `System.getProperty` gives from now on.
  @JSExport
  public static void setProperty(String key, String value) {
    System.setProperty(key, value);
  }

  /// The [CompiledTests], each as the words that [#runTest] takes.
  @JSExport
  public static String[] tests() {
    return CompiledTests.all().toArray(String[]::new);
  }

  /// Calls these methods of one of the [CompiledTests]: throws when it fails.
  @JSExport
  public static void runTest(String className, String[] methods) {
    try {
      CompiledTests.run(className, methods);
    } catch (ReflectiveOperationException | RuntimeException | AssertionError e) {
      throw new AssertionError(told(e), e);
    }
  }

  /// JavaScript sees only the outermost message: this is that of all causes.
  private static String told(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      text.append(cause).append("; ");
    }
    return text.toString();
  }
}
