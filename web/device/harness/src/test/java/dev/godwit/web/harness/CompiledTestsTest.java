package dev.godwit.web.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.godwit.device.DeviceTests;
import dev.godwit.mls.MlsTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Tests of mls and device, run by the compiled classes in Node: the vectors of RFC 9420, simulated
/// lives of groups (`-Dgodwit.compiled.seeds=N` for more than 50), and devices that chat.
final class CompiledTestsTest {
  private static final int SEEDS = 50;
  private static final String VECTOR_TEST = "VectorTest";

  @SuppressWarnings("NullAway.Init")
  private static CompiledForm compiled;

  @BeforeAll
  static void start() {
    compiled = CompiledForm.start();
    compiled.ask("property godwit.mls.seeds " + Integer.getInteger("godwit.compiled.seeds", SEEDS));
  }

  @AfterAll
  static void end() {
    compiled.close();
  }

  @TestFactory
  Stream<DynamicContainer> mlsHoldsCompiled() {
    return MlsTests.CLASSES.stream().map(CompiledTestsTest::testsOf);
  }

  @TestFactory
  Stream<DynamicContainer> deviceHoldsCompiled() {
    return DeviceTests.CLASSES.stream().map(CompiledTestsTest::testsOf);
  }

  private static DynamicContainer testsOf(Class<?> type) {
    return DynamicContainer.dynamicContainer(
        type.getSimpleName(),
        CompiledTests.testsOf(type)
            .map(test -> DynamicTest.dynamicTest(lastWord(test), () -> holds(type, test))));
  }

  private static String lastWord(String test) {
    return test.substring(test.lastIndexOf(' ') + 1);
  }

  private static void holds(Class<?> type, String test) {
    assumeFalse(
        type.getName().endsWith(VECTOR_TEST) && CompiledForm.vectors().isBlank(),
        "no vectors: set -Dgodwit.mls.vectors=FOLDER to run them");
    String answer = compiled.ask("test " + test);
    assertTrue(answer.startsWith("ok"), answer);
    String printed = answer.substring("ok".length()).strip();
    if (!printed.isEmpty()) {
      System.out.println("compiled " + printed);
    }
  }

  /// A browser runs what the compiled form itself says is there.
  @Test
  void theCompiledFormNamesAllTests() {
    String answer = compiled.ask("tests");
    assertTrue(answer.startsWith("ok "), answer);
    assertEquals(
        CompiledTests.all().collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(List.of(answer.substring("ok ".length()).split(";", -1))));
  }

  /// The same vectors are to hold for both forms.
  @Test
  void everyVectorTestOfMlsRunsCompiledToo() {
    Set<String> listed =
        MlsTests.CLASSES.stream()
            .map(Class::getSimpleName)
            .filter(name -> name.endsWith(VECTOR_TEST))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(vectorTests(), listed);
  }

  private static Set<String> vectorTests() {
    Path tests = testsOfMls();
    if (Files.isDirectory(tests)) {
      return vectorTests(tests);
    }
    try (FileSystem jar = FileSystems.newFileSystem(tests)) {
      return vectorTests(jar.getPath("/"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> vectorTests(Path root) {
    try (Stream<Path> classes = Files.list(root.resolve("dev/godwit/mls"))) {
      List<String> names = classes.map(path -> path.getFileName().toString()).toList();
      return names.stream()
          .filter(name -> name.endsWith(VECTOR_TEST + ".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path testsOfMls() {
    Class<?> any = MlsTests.CLASSES.getFirst();
    return Path.of(URI.create(any.getProtectionDomain().getCodeSource().getLocation().toString()));
  }
}
