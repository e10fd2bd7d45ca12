package dev.godwit.bench.report;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where a measurement was made, and of what.
///
/// @param commit of the project's sources, "unknown" outside a checkout
public record Machine(int cores, long memoryGib, String kernel, String java, String commit) {
  private static final String TOTAL = "MemTotal:";
  private static final String UNKNOWN = "unknown";
  private static final long KIB_PER_GIB = 1024 * 1024;

  public static Machine here() {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        readMemoryGib(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor.version", "Java " + Runtime.version()),
        readCommit());
  }

  /// How many threads wanted a core lately, on average over a minute: what else goes on.
  public static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  public String describe() {
    return cores + " cores, " + memoryGib + " GiB, " + kernel + ", " + java;
  }

  private static String readCommit() {
    String root = System.getProperty("godwit.root", ".");
    ProcessBuilder git = new ProcessBuilder("git", "-C", root, "rev-parse", "--short", "HEAD");
    try (var said = git.redirectError(Redirect.DISCARD).start().inputReader()) {
      return Optional.ofNullable(said.readLine()).orElse(UNKNOWN);
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static long readMemoryGib() {
    try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
      return lines
          .filter(line -> line.startsWith(TOTAL))
          .map(line -> line.substring(TOTAL.length()).replace("kB", "").strip())
          .mapToLong(kib -> Math.round((double) Long.parseLong(kib) / KIB_PER_GIB))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
