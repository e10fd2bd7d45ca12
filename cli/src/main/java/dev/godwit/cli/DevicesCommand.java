package dev.godwit.cli;

import dev.godwit.client.DeviceInfo;
import dev.godwit.client.Godwit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Lists the account's devices.
@Command(
    name = "devices",
    header = "Lists the devices of your account.",
    mixinStandardHelpOptions = true)
final class DevicesCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(names = "--all", description = "Those that were removed too.")
  private boolean all;

  @Override
  public Integer call() {
    DeviceOutput output = main.shared().deviceOutput();
    try (Godwit godwit = main.shared().open()) {
      List<DeviceInfo> devices = godwit.devices();
      output.devices(devices.stream().filter(each -> all || !each.revoked()).toList());
      return Exit.OK;
    }
  }
}
