package dev.godwit.bench.scenario;

import java.util.List;
import java.util.function.ToDoubleFunction;

/// The middle of several measurements: what one disturbed round cannot move.
final class Median {
  private Median() {}

  /// The mean of the two in the middle for an even number; NaN for none.
  static <T> double of(List<T> measured, ToDoubleFunction<T> figure) {
    double[] sorted = measured.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
