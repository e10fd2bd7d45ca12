package dev.godwit.web.harness;

import dev.godwit.device.DeviceTests;
import dev.godwit.mls.MlsTests;
import java.util.stream.Stream;

/// The JVM's tests that run compiled too, found and called by name.
final class CompiledTests {
  private CompiledTests() {}

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
    return Stream.concat(MlsTests.CLASSES.stream(), DeviceTests.CLASSES.stream())
        .filter(type -> type.getName().equals(className))
        .findFirst()
        .orElseThrow();
  }
}
