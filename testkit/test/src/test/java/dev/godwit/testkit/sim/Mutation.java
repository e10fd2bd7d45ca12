package dev.godwit.testkit.sim;

import java.util.List;

/// One guarantee, broken on purpose.
///
/// @param guarantee that is broken, in words
/// @param kind of the world that has to find it
record Mutation(String guarantee, Kind kind, List<Edit> edits) {
  /// One of the seeds from 1 through this has to find it.
  static final long SEEDS_MAX = 200;

  Mutation {
    edits = List.copyOf(edits);
  }

  @Override
  public String toString() {
    return guarantee;
  }
}
