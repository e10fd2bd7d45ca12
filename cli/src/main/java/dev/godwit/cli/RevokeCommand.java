package dev.godwit.cli;

import dev.godwit.client.Godwit;
import dev.godwit.wire.DeviceId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Takes a device out of the account.
@Command(
    name = "revoke",
    header = "Takes a device out of your account: it is signed out, and reads nothing more.",
    mixinStandardHelpOptions = true)
final class RevokeCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(paramLabel = "DEVICE", description = "As `godwit devices` lists it.")
  private String device = "";

  @Override
  public Integer call() {
    try (Godwit godwit = main.shared().open()) {
      godwit.revoke(parsed());
      main.shared().deviceOutput().revoked(device);
      return Exit.OK;
    }
  }

  private DeviceId parsed() {
    try {
      return DeviceId.parse(device);
    } catch (IllegalArgumentException e) {
      throw new Usage("A device is named by 32 digits and letters; see godwit devices.");
    }
  }
}
