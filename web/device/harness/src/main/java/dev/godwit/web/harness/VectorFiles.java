package dev.godwit.web.harness;

import java.util.List;
import org.teavm.jso.JSBody;
import org.teavm.jso.JSBodyImport;
import org.teavm.jso.JSObject;

/// The files of vectors as Node reads them: see `vector-files.mjs`.
public final class VectorFiles {
  private static final String MODULE = "#vector-files";

  private VectorFiles() {}

  /// The cases of a file, an array.
  public static JSObject load(String file) {
    return parsed(file);
  }

  /// The names of the files that begin so, in order.
  public static List<String> names(String prefix) {
    return List.of(found(prefix));
  }

  @JSBody(
      params = "file",
      imports = @JSBodyImport(alias = "files", fromModule = MODULE),
      script = "return files.load(file);")
  private static native JSObject parsed(String file);

  @JSBody(
      params = "prefix",
      imports = @JSBodyImport(alias = "files", fromModule = MODULE),
      script = "return files.names(prefix);")
  private static native String[] found(String prefix);
}
