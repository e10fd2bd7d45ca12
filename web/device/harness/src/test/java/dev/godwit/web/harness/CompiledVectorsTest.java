package dev.godwit.web.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.godwit.mls.VectorChecks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// mls' tests on the RFC's vectors, run by the compiled classes in Node.
final class CompiledVectorsTest {
  @SuppressWarnings("NullAway.Init")
  private static CompiledForm compiled;

  @BeforeAll
  static void start() {
    compiled = CompiledForm.start();
  }

  @AfterAll
  static void end() {
    compiled.close();
  }

  @TestFactory
  Stream<DynamicTest> vectorsHoldForTheCompiledForm() {
    assumeFalse(
        CompiledForm.vectors().isBlank(),
        "no vectors: set -Dgodwit.mls.vectors=FOLDER to run them");
    return VectorChecks.all().keySet().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> holds(name)));
  }

  private static void holds(String name) {
    String answer = compiled.ask("check " + name);
    assertTrue(answer.startsWith("ok"), answer);
    System.out.println("compiled vectors: " + name + ": " + answer);
  }

  @Test
  void everyVectorTestOfMlsRunsCompiledToo() {
    assertEquals(vectorTests(), new TreeSet<>(VectorChecks.all().keySet()));
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
    Set<String> names = new TreeSet<>();
    try (Stream<Path> classes = Files.list(root.resolve("dev/godwit/mls"))) {
      classes
          .map(path -> path.getFileName().toString())
          .filter(name -> name.endsWith("VectorTest.class"))
          .map(name -> type(name.substring(0, name.length() - ".class".length())))
          .forEach(type -> addTests(names, type));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path testsOfMls() {
    URL jar = type("TreeMathVectorTest").getProtectionDomain().getCodeSource().getLocation();
    return Path.of(URI.create(jar.toString()));
  }

  private static Class<?> type(String simpleName) {
    try {
      return Class.forName("dev.godwit.mls." + simpleName);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static void addTests(Set<String> names, Class<?> type) {
    Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .forEach(method -> names.add(type.getSimpleName() + "." + method.getName()));
  }
}
