package dev.godwit.cli;

import dev.godwit.client.Godwit;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Signs the device in again.
@Command(
    name = "login",
    header = "Signs this device in again, after its sign-in was ended.",
    mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Takes the password from the file's first line; - is the standard input.")
  private @Nullable Path passwordFile;

  @Override
  public Integer call() {
    Shared shared = main.shared();
    String password = Passwords.ask(passwordFile);
    var me = Godwit.signIn(shared.home(), shared.secret(), shared.server(), password);
    shared.output().registered(me, shared.home());
    return Exit.OK;
  }
}
