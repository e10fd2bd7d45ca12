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
  private static final int SEEDS_MAX = 200;

  @ParameterizedTest
  @FieldSource("dev.godwit.testkit.sim.Mutations#ALL")
  void theSimulationFindsTheBreak(Mutation mutation) throws ReflectiveOperationException {
    Method run = run(mutation.world(), mutation.edits());
    for (long seed = 1; seed <= SEEDS_MAX; seed++) {
      Optional<String> found = failure(run, seed);
      if (found.isPresent()) {
        System.out.println(mutation + ": " + found.get());
        return;
      }
    }
    throw new AssertionError("no seed up to " + SEEDS_MAX + " finds " + mutation);
  }

  @Test
  void theSameWorldUnbrokenFailsNot() throws ReflectiveOperationException {
    Object outcome = run(Mutation.World.NODES, List.of()).invoke(null, 1L);
    assertEquals(Simulation.run(1).toString(), outcome.toString());
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

  private static Method run(Mutation.World world, List<Edit> edits)
      throws ReflectiveOperationException {
    Class<?> original =
        switch (world) {
          case NODES -> Simulation.class;
          case CHATS -> ChatSimulation.class;
        };
    return new MutantLoader(edits).loadClass(original.getName()).getMethod("run", long.class);
  }

  /// The first line of what the world of that seed says, unless all is well in it.
  private static Optional<String> failure(Method run, long seed)
      throws ReflectiveOperationException {
    try {
      run.invoke(null, seed);
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
