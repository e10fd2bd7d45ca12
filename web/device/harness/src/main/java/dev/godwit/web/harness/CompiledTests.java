package dev.godwit.web.harness;

import static java.util.stream.Collectors.joining;

import dev.godwit.device.DeviceTests;
import dev.godwit.mls.MlsTests;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The JVM's tests that run compiled too, found and called by name.
final class CompiledTests {
  private CompiledTests() {}

  /// All tests, each as the words that [#run] takes, one space between: its class, what goes before
  /// each test of it, and its method.
  static Stream<String> all() {
    return classes().flatMap(CompiledTests::testsOf);
  }

  /// The tests of one class, the same way.
  static Stream<String> testsOf(Class<?> type) {
    String first =
        type.getName() + methods(type, BeforeEach.class).map(" "::concat).collect(joining());
    return methods(type, Test.class).map(test -> first + " " + test);
  }

  private static Stream<String> methods(Class<?> type, Class<? extends Annotation> kind) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(kind))
        .map(Method::getName);
  }

  private static Stream<Class<?>> classes() {
    return Stream.concat(MlsTests.CLASSES.stream(), DeviceTests.CLASSES.stream());
  }

  /// Calls these methods of one test, in their order: throws what they throw.
  static void run(String className, String... methods) throws ReflectiveOperationException {
    var constructor = find(className).getDeclaredConstructor();
    constructor.setAccessible(true);
    Object test = constructor.newInstance();
    for (String name : methods) {
      var method = test.getClass().getDeclaredMethod(name);
      method.setAccessible(true);
      method.invoke(test);
    }
  }

  private static Class<?> find(String className) {
    return classes().filter(type -> type.getName().equals(className)).findFirst().orElseThrow();
  }
}
