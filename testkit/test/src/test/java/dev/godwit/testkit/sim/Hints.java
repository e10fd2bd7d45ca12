package dev.godwit.testkit.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Which seed is looked at first for each [Mutation]: the one that found it soonest when
/// [MutationHints] was run. A hint that is out of date costs time and nothing else.
///
/// @param seeds by guarantee
record Hints(Map<String, Long> seeds) {
  private static final String NAME = "hints.txt";
  private static final long NO_HINT = 1;

  Hints {
    seeds = new LinkedHashMap<>(seeds);
  }

  static Hints load() {
    try (InputStream in = Hints.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException("no " + NAME);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Hints(
          text.lines()
              .map(line -> line.split(" ", 2))
              .collect(Collectors.toMap(parts -> parts[1], parts -> Long.valueOf(parts[0]))));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Rewrites the file among the sources.
  void save() throws IOException {
    Path file =
        Path.of(System.getProperty("basedir", "testkit/test"), "src/test/resources")
            .resolve(Hints.class.getPackageName().replace('.', '/'))
            .resolve(NAME);
    StringBuilder text = new StringBuilder();
    seeds.forEach(
        (guarantee, seed) -> text.append(seed).append(' ').append(guarantee).append('\n'));
    Files.writeString(file, text);
  }

  /// All seeds that may find it, the likely one first.
  LongStream seeds(Mutation mutation) {
    long hint = seeds.getOrDefault(mutation.guarantee(), NO_HINT);
    return LongStream.concat(
        LongStream.of(hint),
        LongStream.rangeClosed(1, Mutation.SEEDS_MAX).filter(seed -> seed != hint));
  }
}
