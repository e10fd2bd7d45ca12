package dev.godwit.cli;

import dev.godwit.cli.chat.Warmth;
import dev.godwit.client.Godwit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// Loads what the other commands load, without a home and without a node: the run from which the
/// start-up archive is made.
@Command(name = "warmup", hidden = true, mixinStandardHelpOptions = true)
final class WarmupCommand implements Callable<Integer> {
  @ParentCommand private Main main = new Main();

  @Override
  public Integer call() {
    Godwit.warmUp();
    Warmth.render();
    main.shared().output().nothing("warm");
    return Exit.OK;
  }
}
