package dev.godwit.cli;

import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.Me;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Makes this a device of an account that is there already.
@Command(
    name = "link",
    header = "Makes this a device of an account that you have on another device.",
    description = {
      "Shows a code; on the other device: godwit approve CODE.",
      "Then the conversations and the history come from there, encrypted; stopping this"
          + " is no harm, the rest comes when the device is used again."
    },
    mixinStandardHelpOptions = true)
final class LinkCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for the history. Default: ${DEFAULT-VALUE}")
  private int timeoutSeconds;

  @Override
  public Integer call() throws InterruptedException {
    Shared shared = main.shared();
    DeviceOutput output = shared.deviceOutput();
    Me me =
        Godwit.link(
            shared.home(),
            shared.secret(),
            shared.server().orElse(Godwit.DEFAULT_SERVER),
            output::code);
    output.linked(me);
    try (Godwit godwit = shared.open()) {
      return awaitHistory(godwit, output) ? Exit.OK : Exit.TIMED_OUT;
    }
  }

  private boolean awaitHistory(Godwit godwit, DeviceOutput output) throws InterruptedException {
    CountDownLatch complete = new CountDownLatch(1);
    try (Godwit.Listening _ =
        godwit.listen(
            event -> {
              if (event instanceof Event.History(var progress)) {
                output.history(progress);
                if (progress.complete()) {
                  complete.countDown();
                }
              }
            })) {
      godwit.connect();
      return godwit.progress().complete() || complete.await(timeoutSeconds, TimeUnit.SECONDS);
    }
  }
}
