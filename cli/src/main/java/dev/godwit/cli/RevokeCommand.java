package dev.godwit.cli;

import dev.godwit.client.DeviceInfo;
import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.Reason;
import dev.godwit.wire.ErrorCode;
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

  @Parameters(
      paramLabel = "DEVICE",
      description = "Its name, or the beginning of its id, as `godwit devices` lists them.")
  private String device = "";

  @Override
  public Integer call() {
    try (Godwit godwit = main.shared().open()) {
      DeviceInfo meant = NamedDevice.find(godwit, device);
      if (meant.here()) {
        throw new GodwitException(
            new Reason.Refused(ErrorCode.FORBIDDEN, 0),
            "This is the device you are on; remove it from another of your devices.");
      }
      godwit.revoke(meant.id());
      main.shared().deviceOutput().revoked(meant);
      return Exit.OK;
    }
  }
}
