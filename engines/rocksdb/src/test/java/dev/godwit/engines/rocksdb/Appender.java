package dev.godwit.engines.rocksdb;

import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process that appends to some logs, each from its own thread, and prints `log sequence` for
/// each append once it is acknowledged. It goes on until it is killed.
final class Appender {
  static final int LOGS = 8;

  private Appender() {}

  static Process start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path", "")));
    command.addAll(List.of(Appender.class.getName(), folder.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  public static void main(String[] args) throws InterruptedException {
    Logs logs = RocksStore.open(Path.of(args[0])).logs();
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < LOGS; number++) {
      int log = number;
      threads.add(Thread.ofPlatform().start(() -> append(logs, log)));
    }
    for (Thread thread : threads) {
      thread.join(TimeUnit.MINUTES.toMillis(1));
    }
  }

  private static void append(Logs logs, int number) {
    LogId log = Entries.log(number);
    for (long sequence = logs.load(log).head() + 1; ; sequence++) {
      logs.commit(Entries.one(log, sequence));
      System.out.println(number + " " + sequence);
    }
  }
}
