package dev.godwit.bench.plot;

import java.util.List;
import java.util.Locale;

/// Draws a [Chart]: axes with round numbers, a legend above, the values beside their marks.
final class Svg {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 440;
  private static final int LEFT = 96;
  private static final int RIGHT = 28;
  private static final int TOP = 84;
  private static final int BOTTOM = 84;
  private static final int TICKS = 5;
  private static final double BAR_SHARE = 0.7;
  private static final String INK = "#1f2933";
  private static final String PALE = "#d9dee4";
  private static final String GREY = "#7b8794";

  /// Told apart also by who sees no red and green.
  private static final List<String> COLOURS = List.of("#0b6e99", "#d9730d", "#6940a5");

  private final Chart chart;
  private final Axis axis;
  private final StringBuilder out = new StringBuilder();

  private Svg(Chart chart) {
    this.chart = chart;
    this.axis = chart.isLogarithmic() ? Axis.logarithmic(chart) : Axis.linear(chart, TICKS);
  }

  static String of(Chart chart) {
    return new Svg(chart).draw();
  }

  private String draw() {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family="
                + "\"system-ui, sans-serif\" font-size=\"13\" fill=\"%s\">\n",
            WIDTH,
            HEIGHT,
            INK));
    out.append(
        String.format(
            Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", WIDTH, HEIGHT));
    text(LEFT, 30, "start", "font-size=\"18\" font-weight=\"600\"", chart.title());
    grid();
    for (int i = 0; i < chart.all().size(); i++) {
      legend(i);
      series(i);
    }
    text(LEFT + plotWidth() / 2, HEIGHT - 44, "middle", "", chart.xLabel());
    text(LEFT, HEIGHT - 14, "start", fill(GREY) + " font-size=\"11\"", chart.caption());
    return out.append("</svg>\n").toString();
  }

  private void grid() {
    for (double tick : axis.ticks()) {
      double y = y(tick);
      out.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"%s\"/>\n",
              LEFT,
              y,
              WIDTH - RIGHT,
              y,
              PALE));
      text(LEFT - 8, y + 4, "end", fill(GREY), number(tick));
    }
    for (int place = 0; place < chart.places().size(); place++) {
      text(x(place), HEIGHT - BOTTOM + 18, "middle", "", chart.places().get(place));
    }
    out.append(
        String.format(
            Locale.ROOT,
            "<text transform=\"translate(20 %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>\n",
            TOP + plotHeight() / 2,
            escape(chart.yLabel())));
  }

  private void legend(int index) {
    Chart.Series series = chart.all().get(index);
    double x = LEFT + index * (plotWidth() / Math.max(2, chart.all().size()));
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"52\" x2=\"%.1f\" y2=\"52\" stroke-width=\"3\" %s/>\n",
            x,
            x + 26,
            stroke(index)));
    text(x + 33, 56, "start", "", series.name());
  }

  private void series(int index) {
    switch (chart.shape()) {
      case LINES -> line(index);
      case BARS -> bars(index);
    }
  }

  private void line(int index) {
    StringBuilder points = new StringBuilder();
    List<Double> values = chart.all().get(index).values();
    for (int place = 0; place < values.size(); place++) {
      if (values.get(place) > 0) {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(place), y(values.get(place))));
        mark(index, place, values.get(place));
      }
    }
    out.append(
        String.format(
            Locale.ROOT,
            "<polyline points=\"%s\" fill=\"none\" stroke-width=\"2.5\" %s/>\n",
            points.toString().strip(),
            stroke(index)));
  }

  private void mark(int index, int place, double value) {
    if (!chart.all().get(index).floor()) {
      out.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" %s/>\n",
              x(place),
              y(value),
              fill(colour(index))));
      double above = index % 2 == 0 ? -10 : 20;
      text(x(place), y(value) + above, "middle", fill(colour(index)), number(value));
    }
  }

  private void bars(int index) {
    List<Double> values = chart.all().get(index).values();
    double width = BAR_SHARE * plotWidth() / chart.places().size() / chart.all().size();
    for (int place = 0; place < values.size(); place++) {
      double left = x(place) + (index - chart.all().size() / 2.0) * width;
      double top = y(values.get(place));
      out.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" %s/>\n",
              left + 2,
              top,
              width - 4,
              HEIGHT - BOTTOM - top,
              fill(colour(index))));
      text(left + width / 2, top - 6, "middle", "", number(values.get(place)));
    }
  }

  private String stroke(int index) {
    String dashes = chart.all().get(index).floor() ? " stroke-dasharray=\"6 5\"" : "";
    return "stroke=\"" + colour(index) + "\"" + dashes;
  }

  private String colour(int index) {
    return chart.all().get(index).floor() ? GREY : COLOURS.get(index % COLOURS.size());
  }

  private static String fill(String colour) {
    return "fill=\"" + colour + "\"";
  }

  private void text(double x, double y, String anchor, String style, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>\n",
            x,
            y,
            anchor,
            style,
            escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private static double plotWidth() {
    return WIDTH - LEFT - RIGHT;
  }

  private static double plotHeight() {
    return HEIGHT - TOP - BOTTOM;
  }

  private double x(int place) {
    return LEFT + (place + 0.5) * plotWidth() / chart.places().size();
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - axis.share(value) * plotHeight();
  }

  /// With three significant digits at most.
  private static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value)
        .replaceFirst("\\.?0+$", "");
  }
}
