package dev.godwit.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The outcome of one measurement: figures in the order in which they are to be read.
public final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

  private final String bench;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final Map<String, List<Double>> series = new LinkedHashMap<>();

  public Report(String bench) {
    this.bench = bench;
  }

  /// One line of the table.
  ///
  /// @param key its name in the JSON object
  /// @param unit empty for a plain count
  private record Figure(
      String key, String label, double value, String unit, Optional<Floor> floor) {}

  /// What stands in place of figures.
  private record Remark(String key, String label, String text) {}

  /// What a figure could be at best, as found in the same run.
  ///
  /// @param value in the unit of the figure
  /// @param ratio how many times as much as that it takes
  private record Floor(double value, double ratio) {
    String describe() {
      return String.format(Locale.ROOT, "floor %s  × %.2f", format(value), ratio);
    }
  }

  /// Adds a figure; it is told with four significant digits, whole numbers below 2^53 exactly.
  public Report add(String key, String label, double value, String unit) {
    figures.add(new Figure(key, label, value, unit, Optional.empty()));
    return this;
  }

  /// Adds a time beside the shortest that it could be; in JSON that is `KEY_floor`.
  public Report addTime(String key, String label, double value, String unit, double shortest) {
    Floor floor = new Floor(shortest, value / shortest);
    figures.add(new Figure(key, label, value, unit, Optional.of(floor)));
    return this;
  }

  /// Adds a rate beside the highest that it could be; in JSON that is `KEY_floor`.
  public Report addRate(String key, String label, double value, String unit, double highest) {
    Floor floor = new Floor(highest, highest / value);
    figures.add(new Figure(key, label, value, unit, Optional.of(floor)));
    return this;
  }

  /// Adds a plain count.
  public Report add(String key, String label, long count) {
    return add(key, label, (double) count, "");
  }

  /// Adds a sentence in place of figures that could not be had; it stands below them.
  public Report addRemark(String key, String label, String text) {
    remarks.add(new Remark(key, label, text));
    return this;
  }

  /// Adds the single values behind figures; machines get them as an array.
  public Report addAll(String key, List<Double> values) {
    series.put(key, List.copyOf(values));
    return this;
  }

  /// The table, with the machine above it.
  public String toTable(Machine machine) {
    StringBuilder table = new StringBuilder(bench + " on " + machine.describe() + "\n");
    int width = figures.stream().mapToInt(figure -> figure.label().length()).max().orElse(0);
    for (Figure figure : figures) {
      String line =
          String.format(
              Locale.ROOT,
              "  %-" + width + "s  %14s %-6s  %s",
              figure.label(),
              format(figure.value()),
              figure.unit(),
              figure.floor().map(Floor::describe).orElse(""));
      table.append(line.stripTrailing()).append('\n');
    }
    for (Remark remark : remarks) {
      table.append("  " + remark.label() + ": " + remark.text() + "\n");
    }
    return table.toString();
  }

  /// One JSON object on one line.
  public String toJson(Machine machine) {
    ObjectNode object = JSON.createObjectNode().put("bench", bench);
    for (Figure figure : figures) {
      object.put(figure.key(), rounded(figure.value()));
      figure
          .floor()
          .ifPresent(floor -> object.put(figure.key() + "_floor", rounded(floor.value())));
    }
    remarks.forEach(remark -> object.put(remark.key(), remark.text()));
    series.forEach(
        (key, values) -> {
          ArrayNode array = object.putArray(key);
          values.forEach(value -> array.add(rounded(value)));
        });
    object.put("machine", machine.describe()).put("commit", machine.commit());
    return object.toString();
  }

  private static String format(double value) {
    return String.format(Locale.ROOT, "%,f", rounded(value))
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }

  private static BigDecimal rounded(double value) {
    BigDecimal exact = BigDecimal.valueOf(value);
    BigDecimal rounded = value == Math.rint(value) ? exact : exact.round(DIGITS);
    return rounded.signum() == 0
        ? BigDecimal.ZERO
        : rounded.stripTrailingZeros().scale() < 0
            ? rounded.setScale(0, RoundingMode.HALF_UP)
            : rounded.stripTrailingZeros();
  }
}
