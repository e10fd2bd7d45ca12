import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Makes the Java, TypeScript and Markdown that follow from `frames.proto` and `catalogue.json`.
///
/// Run by the build straight from source: `java codegen/Generate.java <module folder>`. Writes
/// below `target`, leaves files alone that are right already (so that nothing is compiled again),
/// and deletes files it no longer makes.
final class Generate {
  private static final String PACKAGE_FOLDER = "dev/godwit/wire";

  private Generate() {}

  public static void main(String[] arguments) throws IOException {
    Path module = Path.of(arguments[0]);
    Path sources = module.resolve("src/main");
    Schema schema = Schema.parse(Files.readAllLines(sources.resolve("proto/frames.proto")));
    Catalogue catalogue =
        Catalogue.parse(Files.readString(sources.resolve("catalogue/catalogue.json")));

    Map<String, String> java = new TreeMap<>();
    java.putAll(new MessageWriter(schema).files());
    java.putAll(IdWriter.files(schema));
    java.putAll(CatalogueWriter.java(catalogue));

    Path target = module.resolve("target");
    write(target.resolve("generated-sources/wire").resolve(PACKAGE_FOLDER), java);
    write(target.resolve("generated-typescript"), CatalogueWriter.typeScript(catalogue));
    write(target.resolve("generated-docs"), CatalogueWriter.markdown(catalogue));
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> present = Files.list(folder)) {
      for (Path file : present.toList()) {
        if (!files.containsKey(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> entry : files.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      if (!Files.exists(file) || !Files.readString(file).equals(entry.getValue())) {
        Files.writeString(file, entry.getValue());
      }
    }
  }
}
