package dev.godwit.testkit.sim;

import java.util.List;
import java.util.stream.LongStream;

/// One guarantee, broken on purpose.
///
/// @param guarantee that is broken, in words
/// @param kind of the world that has to find it
/// @param seed of the world that is likely to find it
record Mutation(String guarantee, Kind kind, List<Edit> edits, long seed) {
  /// The seeds of which one has to find it.
  static final long SEEDS_MAX = 200;

  Mutation {
    if (seed < 1 || seed > SEEDS_MAX) {
      throw new IllegalArgumentException("not one of the first seeds");
    }
    edits = List.copyOf(edits);
  }

  /// All seeds that may find it, the likely one first.
  LongStream seeds() {
    return LongStream.concat(
        LongStream.of(seed), LongStream.rangeClosed(1, SEEDS_MAX).filter(other -> other != seed));
  }

  @Override
  public String toString() {
    return guarantee;
  }
}
