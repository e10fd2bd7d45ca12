package dev.godwit.bench.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What a process has used so far, as Linux counts it in `/proc`.
///
/// @param cpuSeconds user and system time of all its threads, in steps of 10 ms
/// @param residentBytes memory that is in RAM now
/// @param writtenBytes what it caused to be written to disks
public record Usage(double cpuSeconds, long residentBytes, long writtenBytes) {
  private static final double TICKS_PER_SECOND = 100;
  private static final int USER_TICKS_FIELD = 11;
  private static final int SYSTEM_TICKS_FIELD = 12;

  public static Usage of(long pid) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      return new Usage(
          cpuSeconds(Files.readString(process.resolve("stat"))),
          numberAfter("VmRSS:", Files.readAllLines(process.resolve("status"))) * 1024,
          numberAfter("write_bytes:", Files.readAllLines(process.resolve("io"))));
    } catch (IOException e) {
      throw new UncheckedIOException("The node's process cannot be read in /proc", e);
    }
  }

  /// The same of a process and all that it has started, together. Memory that several of them
  /// share counts once.
  public static Usage ofAll(ProcessHandle parent) {
    Usage sum = ofShared(parent.pid());
    for (ProcessHandle child : parent.descendants().toList()) {
      sum = sum.plus(ofShort(child.pid()));
    }
    return sum;
  }

  /// Of a process that may end meanwhile; nothing then.
  private static Usage ofShort(long pid) {
    try {
      return ofShared(pid);
    } catch (UncheckedIOException e) {
      return new Usage(0, 0, 0);
    }
  }

  /// What the compilers of a JVM have used so far, those that are still there.
  public static double compilerSeconds(long pid) {
    try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      double sum = 0;
      for (Path thread : threads.toList()) {
        String stat = Files.readString(thread.resolve("stat"));
        sum += isCompiler(stat) ? cpuSeconds(stat) : 0;
      }
      return sum;
    } catch (IOException e) {
      throw new UncheckedIOException("The node's threads cannot be read in /proc", e);
    }
  }

  static boolean isCompiler(String stat) {
    return stat.contains("(C1 Compiler") || stat.contains("(C2 Compiler");
  }

  public Usage plus(Usage other) {
    return new Usage(
        cpuSeconds + other.cpuSeconds,
        residentBytes + other.residentBytes,
        writtenBytes + other.writtenBytes);
  }

  /// With its share only of the memory that it has in common with others.
  private static Usage ofShared(long pid) {
    Usage usage = of(pid);
    Path memory = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    try {
      long share = numberAfter("Pss:", Files.readAllLines(memory)) * 1024;
      return new Usage(usage.cpuSeconds(), share, usage.writtenBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("A server's process cannot be read in /proc", e);
    }
  }

  /// From the text of `/proc/PID/stat`, whose second field is a name in brackets that may hold
  /// spaces.
  static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks =
        Long.parseLong(fields[USER_TICKS_FIELD]) + Long.parseLong(fields[SYSTEM_TICKS_FIELD]);
    return ticks / TICKS_PER_SECOND;
  }

  /// The number in the line that starts with `name`.
  static long numberAfter(String name, List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).replace("kB", "").strip())
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }
}
