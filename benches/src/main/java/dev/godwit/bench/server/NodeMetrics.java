package dev.godwit.bench.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/// What a node says of itself under `/metrics`.
///
/// @param writes durable writes so far, whatever was in them
/// @param entries appended so far
public record NodeMetrics(double writes, double entries) {

  public static NodeMetrics of(URI node) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(node.resolve("/metrics")).build();
      String text = http.send(request, BodyHandlers.ofString()).body();
      return new NodeMetrics(
          value(text, "godwit_commit_seconds_count"), value(text, "godwit_entries_appended_total"));
    }
  }

  private static double value(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
