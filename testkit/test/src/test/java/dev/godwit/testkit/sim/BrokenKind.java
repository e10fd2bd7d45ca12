package dev.godwit.testkit.sim;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/// A kind of world with all its code loaded anew and broken.
final class BrokenKind {
  private final Object kind;
  private final Method run;

  BrokenKind(Kind original, List<Edit> edits) throws ReflectiveOperationException {
    Class<?> kinds = new MutantLoader(edits).loadClass(Kind.class.getName());
    kind = kinds.getField(original.name()).get(null);
    run = kinds.getMethod("run", long.class);
  }

  Object run(long seed) throws ReflectiveOperationException {
    return run.invoke(kind, seed);
  }

  /// The first line of what the world of that seed says, unless all is well in it.
  Optional<String> failure(long seed) throws ReflectiveOperationException {
    try {
      run(seed);
      return Optional.empty();
    } catch (InvocationTargetException broken) {
      if (broken.getTargetException() instanceof AssertionError found) {
        String text = String.valueOf(found.getMessage());
        return Optional.of(text.lines().findFirst().orElse(text));
      }
      throw broken;
    }
  }
}
