package dev.godwit.cli;

import dev.godwit.client.Godwit;
import dev.godwit.client.Me;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// Makes an account and its first device.
@Command(
    name = "register",
    header = "Makes an account with this device.",
    mixinStandardHelpOptions = true)
final class RegisterCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(
      paramLabel = "HANDLE",
      description = "3 to 32 of a-z, 0-9, _ and a dot; begins with a letter.")
  private String handle = "";

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Takes the password from the file's first line; - is the standard input.")
  private @Nullable Path passwordFile;

  @Override
  public Integer call() {
    Shared shared = main.shared();
    String name = Recipients.handle(handle);
    String password = Passwords.choose(passwordFile);
    Me me =
        Godwit.register(
            shared.home(),
            shared.secret(),
            shared.server().orElse(Godwit.DEFAULT_SERVER),
            name,
            password);
    shared.output().registered(me, shared.home());
    return Exit.OK;
  }
}
