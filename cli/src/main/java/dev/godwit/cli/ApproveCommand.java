package dev.godwit.cli;

import dev.godwit.client.Godwit;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Lets a new device in.
@Command(
    name = "approve",
    header = "Lets the device in that shows this code.",
    description =
        "It becomes your account: it can read and write everything from here on. Only take a code"
            + " from a device that you hold in your hand.",
    mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {
  private static final Duration ONLINE = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 200;

  @ParentCommand private Main main = new Main();

  @Parameters(
      paramLabel = "CODE",
      arity = "1..*",
      description = "The 32 digits, with or without blanks and dashes.")
  private String[] code = {};

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "0",
      description = "How much of the history it gets; 0: all. Default: ${DEFAULT-VALUE}")
  private int days;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description =
          "How long to stay until everything is sent; the rest goes when this device is used"
              + " again. Default: ${DEFAULT-VALUE}")
  private int timeoutSeconds;

  @Override
  public Integer call() throws InterruptedException {
    DeviceOutput output = main.shared().deviceOutput();
    try (Godwit godwit = main.shared().open()) {
      godwit.awaitOnline(ONLINE);
      output.approved(godwit.approve(String.join("", code), days));
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
      while (godwit.hosting() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      }
      return godwit.hosting() ? Exit.TIMED_OUT : Exit.OK;
    }
  }
}
