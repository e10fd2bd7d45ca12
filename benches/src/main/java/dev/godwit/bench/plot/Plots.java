package dev.godwit.bench.plot;

import com.fasterxml.jackson.databind.JsonNode;
import dev.godwit.bench.plot.Chart.Series;
import dev.godwit.bench.plot.Chart.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which pictures are made of which measurements.
public final class Plots {
  private static final List<Double> SHARES = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1.0);

  private final List<JsonNode> measured;

  private Plots(List<JsonNode> measured) {
    this.measured = measured;
  }

  /// Pictures by their names, of what there is among the objects that `--json` prints.
  public static Map<String, String> of(List<JsonNode> measured) {
    return new Plots(List.copyOf(measured)).draw();
  }

  private Map<String, String> draw() {
    Map<String, String> pictures = new LinkedHashMap<>();
    of("latency").findFirst().ifPresent(m -> pictures.put("latency", Svg.of(latency(m))));
    List<JsonNode> rates =
        of("throughput").sorted(Comparator.comparingDouble(m -> value(m, "in_flight"))).toList();
    if (!rates.isEmpty()) {
      pictures.put("throughput", Svg.of(throughput(rates)));
    }
    of("crash").findFirst().ifPresent(m -> pictures.put("crash", Svg.of(crash(m))));
    of("growth").findFirst().ifPresent(m -> pictures.put("growth", Svg.of(growth(m))));
    List<JsonNode> peers =
        Stream.of("ejabberd", "mosquitto").flatMap(peer -> of("compare-" + peer)).toList();
    if (!peers.isEmpty()) {
      pictures.put("compare-rate", Svg.of(compare(peers, "messages_per_s", "messages per second")));
      pictures.put(
          "compare-cpu",
          Svg.of(compare(peers, "server_cpu_s_per_100k", "CPU seconds per 100,000 messages")));
    }
    return pictures;
  }

  private Stream<JsonNode> of(String bench) {
    return measured.stream().filter(one -> one.path("bench").asText().equals(bench));
  }

  private static Chart latency(JsonNode m) {
    List<String> keys = List.of("p50_ms", "p90_ms", "p99_ms", "p999_ms", "max_ms");
    List<String> floors = keys.stream().map(key -> key + "_floor").toList();
    return new Chart(
        "How long a message takes, at %,.0f per second".formatted(value(m, "rate")),
        caption(m),
        "of all messages",
        "milliseconds",
        Shape.LINES,
        List.of("50 %", "90 %", "99 %", "99.9 %", "all"),
        List.of(
            new Series("to the receiver", values(m, "", keys), false),
            new Series("to the first tick", values(m, "sent_", keys), false),
            new Series("floor: append + sync", values(m, "", floors), true)));
  }

  private static Chart throughput(List<JsonNode> all) {
    return new Chart(
        "Durable messages with both ticks, %,.0f devices"
            .formatted(value(all.getFirst(), "accounts")),
        caption(all.getFirst()),
        "messages in flight per device",
        "messages per second",
        Shape.LINES,
        all.stream().map(m -> "%.0f".formatted(value(m, "in_flight"))).toList(),
        List.of(
            new Series("node", each(all, "messages_per_s"), false),
            new Series(
                "floor: relay without store, order, rights",
                each(all, "floor_relay_per_s"),
                true)));
  }

  private static Chart crash(JsonNode m) {
    return new Chart(
        "After kill -9 under load: %,.0f kills, %,.0f messages lost"
            .formatted(value(m, "kills"), value(m, "acked_lost")),
        caption(m),
        "of all kills",
        "seconds from the kill",
        Shape.LINES,
        SHARES.stream().map(share -> "%.0f %%".formatted(100 * share)).toList(),
        List.of(
            new Series("the node serves again", quantiles(m.path("serving_again_s_all")), false),
            new Series("all devices are back", quantiles(m.path("caught_up_s_all")), false)));
  }

  private static Chart growth(JsonNode m) {
    return new Chart(
        "What a message costs with more conversations: × %.2f".formatted(value(m, "ratio")),
        caption(m),
        "conversations at the node",
        "CPU seconds per 100,000 messages",
        Shape.BARS,
        Stream.of("from_", "to_")
            .map(prefix -> "%,.0f".formatted(value(m, prefix + "conversations")))
            .toList(),
        List.of(
            new Series(
                "node",
                List.of(
                    value(m, "from_server_cpu_s_per_100k"), value(m, "to_server_cpu_s_per_100k")),
                false)));
  }

  private static Chart compare(List<JsonNode> peers, String key, String yLabel) {
    return new Chart(
        "The same messages over two servers, in turn",
        caption(peers.getFirst()),
        "",
        yLabel,
        Shape.BARS,
        peers.stream().map(m -> "beside " + peer(m)).toList(),
        List.of(
            new Series("the other server", each(peers, "peer_" + key), false),
            new Series("godwit", each(peers, key), false)));
  }

  private static String peer(JsonNode m) {
    return m.path("bench").asText().replace("compare-", "");
  }

  private static List<Double> values(JsonNode m, String prefix, List<String> keys) {
    return keys.stream().map(key -> value(m, prefix + key)).toList();
  }

  private static List<Double> each(List<JsonNode> all, String key) {
    return all.stream().map(m -> value(m, key)).toList();
  }

  private static List<Double> quantiles(JsonNode values) {
    List<Double> sorted = new ArrayList<>();
    values.forEach(value -> sorted.add(value.asDouble()));
    sorted.sort(Comparator.naturalOrder());
    return sorted.isEmpty()
        ? List.of()
        : SHARES.stream()
            .map(share -> sorted.get((int) Math.round(share * (sorted.size() - 1))))
            .toList();
  }

  private static double value(JsonNode m, String key) {
    return m.path(key).asDouble();
  }

  private static String caption(JsonNode m) {
    return m.path("machine").asText() + ", commit " + m.path("commit").asText("unknown");
  }
}
