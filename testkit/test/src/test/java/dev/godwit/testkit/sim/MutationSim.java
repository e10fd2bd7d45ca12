package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Whoever breaks a guarantee is found: each [Mutation] by one of the first seeds.
class MutationSim {
  @ParameterizedTest
  @FieldSource("dev.godwit.testkit.sim.Mutations#ALL")
  void theSimulationFindsTheBreak(Mutation mutation) throws ReflectiveOperationException {
    Broken broken = new Broken(mutation.kind(), mutation.edits());
    for (long seed : mutation.seeds().toArray()) {
      Optional<String> found = broken.failure(seed);
      if (found.isPresent()) {
        System.out.println(mutation + ": " + found.get());
        return;
      }
    }
    throw new AssertionError("no seed up to " + Mutation.SEEDS_MAX + " finds " + mutation);
  }

  @Test
  void theSameWorldUnbrokenFailsNot() throws ReflectiveOperationException {
    Object result = new Broken(Kind.NODES, List.of()).run(1);
    assertEquals(Kind.NODES.run(1).toString(), result.toString());
  }

  @Test
  void aFailureIsToldAsASmallerWorldThatRepeatsIt() throws ReflectiveOperationException {
    Mutation broken = Mutations.ALL.get(Mutations.FIRST_FAST);
    ClassLoader loader = new MutantLoader(broken.edits());
    Class<?> setup = loader.loadClass(Setup.class.getName());
    Class<?> kind = loader.loadClass(Kind.class.getName());
    Object whole = setup.getMethod("of", long.class).invoke(null, 1L);
    Method check = kind.getMethod("check", setup);
    InvocationTargetException failure =
        assertThrows(
            InvocationTargetException.class, () -> check.invoke(kind.getEnumConstants()[0], whole));
    String told = String.valueOf(failure.getTargetException().getMessage());
    assertTrue(told.contains("./bench sim --kind nodes --seed 1 --without "), told);
    assertTrue(told.contains("--millis "), told);
  }

  /// A kind of world with all its code loaded anew and broken.
  private static final class Broken {
    private final Object kind;
    private final Method run;

    Broken(Kind original, List<Edit> edits) throws ReflectiveOperationException {
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
}
