package dev.godwit.testkit.sim;

import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No test but a tool: finds for each [Mutation] the seed that shows it soonest, and rewrites
/// [Hints]. SIMULATION.md says how it is run.
class MutationHints {
  /// So many seeds are tried behind the first that finds the break.
  private static final int MORE = 20;

  private final WholeWorlds whole = new WholeWorlds();

  /// @param nanos of a processor until it is found, and until the whole world is seen to hold
  private record Found(long seed, long nanos) {}

  @Test
  void findHints() throws IOException {
    List<Found> found =
        IntStream.range(0, Mutations.ALL.size())
            .parallel()
            .mapToObj(index -> soonest(Mutations.ALL.get(index)))
            .toList();
    Map<String, Long> seeds = new LinkedHashMap<>();
    for (int index = 0; index < found.size(); index++) {
      seeds.put(Mutations.ALL.get(index).guarantee(), found.get(index).seed);
    }
    new Hints(seeds).save();
  }

  private Found soonest(Mutation mutation) {
    try {
      BrokenKind broken = new BrokenKind(mutation.kind(), mutation.edits());
      // Its code is loaded by that, and cold no more than for the others.
      broken.failure(1);
      Optional<Found> best = Optional.empty();
      long last = Mutation.SEEDS_MAX;
      for (long seed = 1; seed <= last; seed++) {
        Optional<Found> found = find(mutation.kind(), broken, seed);
        if (found.isPresent() && best.isEmpty()) {
          last = Math.min(last, seed + MORE);
        }
        best =
            Stream.concat(best.stream(), found.stream())
                .min(Comparator.comparingLong(Found::nanos));
      }
      Found soonest = best.orElseThrow(() -> new AssertionError("nothing finds " + mutation));
      System.out.printf("%d %s: %.2f s%n", soonest.seed, mutation.guarantee(), soonest.nanos / 1e9);
      return soonest;
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Optional<Found> find(Kind kind, BrokenKind broken, long seed)
      throws ReflectiveOperationException {
    long before = WholeWorlds.nanos();
    boolean fails = broken.failure(seed).isPresent();
    long nanos = WholeWorlds.nanos() - before;
    return fails && whole.holds(kind, seed)
        ? Optional.of(new Found(seed, nanos + whole.nanos(kind, seed)))
        : Optional.empty();
  }
}
