package dev.godwit.bench.plot;

import java.util.List;

/// Values over named places, to be drawn.
///
/// @param places what stands below the x axis, from left to right
/// @param xLabel what the places are; may be empty
/// @param yLabel what the values are, with their unit
/// @param caption the machine and the commit
record Chart(
    String title,
    String caption,
    String xLabel,
    String yLabel,
    Shape shape,
    List<String> places,
    List<Series> all) {
  Chart {
    places = List.copyOf(places);
    all = List.copyOf(all);
  }

  enum Shape {
    LINES,
    BARS
  }

  /// One line, or the bars of one colour.
  ///
  /// @param values one for each place; those not above zero are left out
  /// @param floor whether it is what could be at best: dashed and grey
  record Series(String name, List<Double> values, boolean floor) {
    Series {
      values = List.copyOf(values);
    }
  }

  double highest() {
    return all.stream()
        .flatMap(series -> series.values().stream())
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
  }

  double lowest() {
    return all.stream()
        .flatMap(series -> series.values().stream())
        .mapToDouble(Double::doubleValue)
        .filter(value -> value > 0)
        .min()
        .orElse(1);
  }

  /// Lines over more than two decades are drawn on a logarithmic axis.
  boolean isLogarithmic() {
    return shape == Shape.LINES && highest() / lowest() > 30;
  }
}
