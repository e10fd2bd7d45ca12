package dev.godwit.bench.scenario;

import dev.godwit.bench.report.Progress;
import dev.godwit.bench.report.Report;
import dev.godwit.testkit.sim.Kind;
import dev.godwit.testkit.sim.Setup;
import dev.godwit.testkit.sim.Trouble;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs simulated worlds, one after the other, and tells which broke a rule.
@Command(
    name = "sim",
    description = {
      "Runs simulated worlds of nodes and devices, each from one seed, and counts those in which"
          + " a rule was broken.",
      "A world that fails is made smaller and told as one command that runs it again."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class Sim extends Measurement {
  private static final int CHATS_EVERY = 5;
  private static final int HOUSEHOLDS_EVERY = 11;
  private static final int NO_LIMIT = 0;
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many worlds at most, 0 for no limit (default: ${DEFAULT-VALUE}).")
  long seeds = 500;

  @Option(
      names = "--minutes",
      paramLabel = "M",
      description = "For how long at most, 0 for no limit (default: ${DEFAULT-VALUE}).")
  int minutes;

  @Option(
      names = "--from",
      paramLabel = "SEED",
      description = "The first seed (default: ${DEFAULT-VALUE}).")
  long from = 1;

  @Option(names = "--seed", paramLabel = "SEED", description = "Only this one.")
  Optional<Long> seed = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "nodes|chats|households",
      description =
          "Only nodes with devices of opaque bytes, only with the real devices, or only with many"
              + " real devices of two people (default: all; every fifth world, and every"
              + " eleventh).")
  Optional<Kind> kind = Optional.empty();

  @Option(
      names = "--without",
      paramLabel = "TROUBLE",
      split = ",",
      description = "What must not go wrong: ${COMPLETION-CANDIDATES}.")
  Set<Trouble> without = EnumSet.noneOf(Trouble.class);

  @Option(
      names = "--accounts",
      paramLabel = "N",
      description = "People at most, 0 for as many as the seed says (default: ${DEFAULT-VALUE}).")
  int accounts;

  @Option(
      names = "--millis",
      paramLabel = "MS",
      description =
          "For how long things go wrong, in the world's time (default: ${DEFAULT-VALUE}).")
  long millis = 20_000;

  private final AtomicLong next = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong violations = new AtomicLong();
  private final AtomicLong entries = new AtomicLong();
  private final AtomicLong toldNanos = new AtomicLong();

  @Override
  Outcome measure(Progress progress) throws Exception {
    // What the machines assert is a rule as well.
    ClassLoader.getSystemClassLoader().setPackageAssertionStatus("dev.godwit", true);
    long started = System.nanoTime();
    long until = minutes == NO_LIMIT ? Long.MAX_VALUE : started + TimeUnit.MINUTES.toNanos(minutes);
    next.set(seed.orElse(from));
    int threads = seed.isPresent() ? 1 : Runtime.getRuntime().availableProcessors();
    try (ExecutorService runners = Executors.newFixedThreadPool(threads)) {
      List<? extends Future<?>> all =
          LongStream.range(0, threads)
              .mapToObj(runner -> runners.submit(() -> run(until, progress)))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    }
    return new Outcome(report((System.nanoTime() - started) / 1e9), violations.get() == 0);
  }

  private void run(long until, Progress progress) {
    while (System.nanoTime() < until) {
      long current = next.getAndIncrement();
      if (isBeyond(current)) {
        return;
      }
      runOne(current, progress);
    }
  }

  private boolean isBeyond(long current) {
    return seed.map(only -> current != only).orElse(seeds != NO_LIMIT && current >= from + seeds);
  }

  private void runOne(long current, Progress progress) {
    try {
      entries.addAndGet(
          kindOf(current).check(new Setup(current, without, accounts, millis)).entries());
    } catch (AssertionError broken) {
      violations.incrementAndGet();
      progress.done();
      System.err.println(broken.getMessage());
    }
    done.incrementAndGet();
    tell(progress);
  }

  private Kind kindOf(long current) {
    return kind.orElseGet(() -> mixed(current));
  }

  private static Kind mixed(long current) {
    if (current % CHATS_EVERY == 0) {
      return Kind.CHATS;
    }
    return current % HOUSEHOLDS_EVERY == 0 ? Kind.HOUSEHOLDS : Kind.NODES;
  }

  private void tell(Progress progress) {
    long now = System.nanoTime();
    long last = toldNanos.get();
    if (now - last >= TELL_NANOS && toldNanos.compareAndSet(last, now)) {
      progress.say(
          "%d worlds, %d broke a rule, %d entries"
              .formatted(done.get(), violations.get(), entries.get()));
    }
  }

  private Report report(double seconds) {
    return new Report("sim")
        .add("seeds", "worlds", done.get())
        .add("violations", "broke a rule", violations.get())
        .add("entries", "entries in them", entries.get())
        .add("seconds", "took", seconds, "s");
  }
}
