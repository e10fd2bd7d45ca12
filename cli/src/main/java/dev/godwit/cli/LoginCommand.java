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

/// Signs the device in again, or begins an account anew with the password alone.
@Command(
    name = "login",
    header = "Signs this device in again, after its sign-in was ended.",
    description = {
      "With a HANDLE, in an empty home: begins that account anew with the password alone, when you"
          + " have none of its devices any more. If you have one, use `godwit link` instead."
    },
    mixinStandardHelpOptions = true)
final class LoginCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Parameters(paramLabel = "HANDLE", arity = "0..1", description = "Of the account to begin anew.")
  private @Nullable String handle;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "Takes the password from the file's first line; - is the standard input.")
  private @Nullable Path passwordFile;

  @Option(
      names = "--new-identity",
      description = "Begins the account anew without asking again, for scripts.")
  private boolean agreed;

  @Override
  public Integer call() {
    Shared shared = main.shared();
    String name = handle;
    Me me = name == null ? again(shared) : anew(shared, Recipients.handle(name));
    shared.output().registered(me, shared.home());
    return Exit.OK;
  }

  private Me again(Shared shared) {
    String password = Passwords.ask(passwordFile);
    return Godwit.signIn(shared.home(), shared.secret(), shared.server(), password);
  }

  private Me anew(Shared shared, String name) {
    shared.output().notice("NEW_IDENTITY", warning(name));
    if (!agreed && !isConfirmed(name)) {
      throw new Usage("Nothing was changed: the handle was not typed again.");
    }
    return Godwit.beginAnew(
        shared.home(),
        shared.secret(),
        shared.server().orElse(Godwit.DEFAULT_SERVER),
        name,
        Passwords.ask(passwordFile));
  }

  private static String warning(String name) {
    return "You are about to begin @"
        + name
        + " anew: without its history, under a new identity. Everybody you talk with will see that"
        + " it has changed, and its old devices are signed out. If you still have one of them, use"
        + " `godwit link` instead.";
  }

  private static boolean isConfirmed(String name) {
    return Tty.console()
        .map(console -> console.readLine("Type the handle again to go on: "))
        .filter(typed -> typed.strip().equals(name))
        .isPresent();
  }
}
