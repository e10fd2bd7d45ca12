package dev.godwit.cli;

import dev.godwit.client.DeviceInfo;
import dev.godwit.client.Godwit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Gives a device a name.
@Command(
    name = "rename",
    header = "Gives one of your devices another name; only your own devices see it.",
    mixinStandardHelpOptions = true)
final class RenameCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(
      index = "0",
      paramLabel = "DEVICE",
      description = "Its name, or the beginning of its id, as `godwit devices` lists them.")
  private String device = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "At most 64 characters.")
  private String name = "";

  @Override
  public Integer call() throws InterruptedException {
    try (Godwit godwit = main.shared().open()) {
      DeviceInfo meant = NamedDevice.find(godwit, device);
      godwit.rename(meant.id(), name);
      Arranging.tell(godwit);
      main.shared().deviceOutput().renamed(NamedDevice.find(godwit, meant.id().toString()));
      return Exit.OK;
    }
  }
}
