package dev.godwit.web.harness;

import org.teavm.extension.introspect.IntrospectClass;
import org.teavm.extension.introspect.IntrospectMethod;
import org.teavm.extension.spi.reflection.SimpleReflectionPolicy;

/// Lets the compiled form call its tests by name.
public final class TestReflection extends SimpleReflectionPolicy {
  private static final String TEST = "org.junit.jupiter.api.Test";
  private static final String BEFORE_EACH = "org.junit.jupiter.api.BeforeEach";

  @Override
  protected void setup() {
    selectClasses(TestReflection::isTestClass)
        .reflectableMethods(method -> method.name().equals("<init>") || isCalled(method));
  }

  private static boolean isTestClass(IntrospectClass<?> type) {
    String name = type.name();
    return name.startsWith("dev.godwit.") && (name.endsWith("Test") || name.endsWith("Sim"));
  }

  private boolean isCalled(IntrospectMethod method) {
    return withAnnotation(TEST).or(withAnnotation(BEFORE_EACH)).test(method);
  }
}
