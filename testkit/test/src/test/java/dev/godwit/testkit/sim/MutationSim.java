package dev.godwit.testkit.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Whoever breaks a guarantee is found: each [Mutation] by one of the first seeds, in whose world
/// nothing is wrong without it.
class MutationSim {
  private static final WholeWorlds WHOLE = new WholeWorlds();
  private static final Hints HINTS = Hints.load();

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @FieldSource("dev.godwit.testkit.sim.Mutations#ALL")
  void theSimulationFindsTheBreak(Mutation mutation) throws ReflectiveOperationException {
    BrokenKind broken = new BrokenKind(mutation.kind(), mutation.edits());
    for (long seed : HINTS.seeds(mutation).toArray()) {
      Optional<String> found = broken.failure(seed);
      if (found.isPresent() && WHOLE.holds(mutation.kind(), seed)) {
        System.out.println(mutation + ": seed " + seed + ": " + found.get());
        return;
      }
    }
    throw new AssertionError("no seed up to " + Mutation.SEEDS_MAX + " finds " + mutation);
  }

  @Test
  void theSameWorldUnbrokenFailsNot() throws ReflectiveOperationException {
    Object result = new BrokenKind(Kind.NODES, List.of()).run(1);
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
}
