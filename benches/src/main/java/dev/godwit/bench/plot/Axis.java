package dev.godwit.bench.plot;

import java.util.ArrayList;
import java.util.List;

/// Where values stand between the bottom and the top of a chart.
///
/// @param ticks round numbers, of which the first is at the bottom and the last at the top
record Axis(boolean logarithmic, List<Double> ticks) {
  private static final List<Double> STEPS = List.of(1.0, 2.0, 2.5, 5.0, 10.0);

  Axis {
    ticks = List.copyOf(ticks);
  }

  /// From zero, in about so many equal steps.
  static Axis linear(Chart chart, int steps) {
    double rough = Math.max(chart.highest(), Double.MIN_NORMAL) / steps;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        STEPS.stream()
            .map(each -> each * decade)
            .filter(each -> each >= rough)
            .findFirst()
            .orElse(10 * decade);
    List<Double> ticks = new ArrayList<>(List.of(0.0));
    for (int i = 1; ticks.getLast() < chart.highest(); i++) {
      ticks.add(i * step);
    }
    return new Axis(false, ticks);
  }

  /// A tick for each power of ten.
  static Axis logarithmic(Chart chart) {
    List<Double> ticks = new ArrayList<>();
    int power = (int) Math.floor(Math.log10(chart.lowest()));
    do {
      ticks.add(Math.pow(10, power++));
    } while (ticks.getLast() < chart.highest());
    return new Axis(true, ticks);
  }

  /// From 0 at the bottom to 1 at the top.
  double share(double value) {
    double bottom = at(ticks.getFirst());
    return (at(Math.max(value, ticks.getFirst())) - bottom) / (at(ticks.getLast()) - bottom);
  }

  private double at(double value) {
    return logarithmic ? Math.log10(value) : value;
  }
}
