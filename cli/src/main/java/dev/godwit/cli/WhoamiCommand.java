package dev.godwit.cli;

import dev.godwit.client.Godwit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Says whose home it is; works without the node.
@Command(name = "whoami", header = "Says who you are here.", mixinStandardHelpOptions = true)
final class WhoamiCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Override
  public Integer call() {
    Shared shared = main.shared();
    try (Godwit godwit = shared.open()) {
      shared.output().whoami(godwit.me(), shared.home(), godwit.waiting());
      return Exit.OK;
    }
  }
}
