package dev.godwit.client.testing;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Java program as it is started: its main class, where its classes are, and what the virtual
/// machine is told besides.
public record JavaProgram(String main, String classPath, List<String> options) {

  /// A program of the class path of the tests.
  public static JavaProgram ofTests(String main) {
    return new JavaProgram(main, testClassPath(), List.of());
  }

  /// The same without classes that are in no jar: those of the tests themselves. A start-up archive
  /// wants this.
  public static JavaProgram packed(String main) {
    String jars =
        Stream.of(testClassPath().split(File.pathSeparator))
            .filter(place -> place.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    return new JavaProgram(main, jars, List.of());
  }

  private static String testClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  public JavaProgram with(String option) {
    List<String> all = new ArrayList<>(options);
    all.add(option);
    return new JavaProgram(main, classPath, List.copyOf(all));
  }

  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-ea:dev.godwit..."));
    command.addAll(options);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(arguments);
    return command;
  }
}
