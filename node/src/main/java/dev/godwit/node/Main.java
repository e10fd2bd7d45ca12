package dev.godwit.node;

import dev.godwit.engines.rocksdb.FolderException;
import dev.godwit.engines.rocksdb.RocksBackup;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The program: serves, or backs up and restores a data folder.
public final class Main {
  private static final int USAGE = 2;
  private static final int ENVIRONMENT = 3;
  private static final int MISTAKE = 1;

  private Main() {}

  public static void main(String[] arguments) {
    int code = run(List.of(arguments));
    if (code != 0) {
      System.exit(code);
    }
  }

  /// Answers the exit code; 0 while a node serves on other threads.
  static int run(List<String> arguments) {
    try {
      perform(Arguments.parse(arguments));
      return 0;
    } catch (ConfigException e) {
      return fail(USAGE, e.getMessage() + ".");
    } catch (FolderException e) {
      return fail(ENVIRONMENT, e.getMessage() + ".");
    } catch (CannotStart e) {
      return fail(ENVIRONMENT, String.valueOf(e.getMessage()));
    } catch (Exception e) {
      Logger log = LoggerFactory.getLogger(Main.class);
      log.atError().setCause(e).log("The node made a mistake");
      return MISTAKE;
    }
  }

  private static void perform(Arguments arguments) throws Exception {
    switch (arguments) {
      case Arguments.Serve serve -> serve(serve);
      case Arguments.Backup(var data, var to) -> RocksBackup.create(data, to);
      case Arguments.Restore(var from, var data) -> RocksBackup.restore(from, data);
      case Arguments.Warmup(var natives) -> Warmup.run(natives);
      case Arguments.Help _ -> System.out.print(help());
      case Arguments.Version _ -> System.out.println("godwit " + version());
    }
  }

  private static void serve(Arguments.Serve serve) throws Exception {
    Start start = Start.begin();
    Node node = start.finish(ConfigReader.read(serve.config(), serve.overrides()));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(node::stop));
    System.out.println("ready " + node.url());
    System.out.flush();
  }

  private static int fail(int code, String sentence) {
    System.err.println(sentence);
    return code;
  }

  private static String version() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
        .orElse("unpackaged");
  }

  private static String help() {
    return """
    Usage: run [serve] [--port N] [--data DIR] [--address A] [--config FILE]
           run backup --data DIR --to DIR
           run restore --from DIR --data DIR
           run --help | --version

    serve    serves until it is told to stop (SIGTERM); prints one line: ready http://localhost:N
    backup   copies a data folder, also while a node serves it; again copies what is new
    restore  makes a data folder of a backup

    Exit codes: 0 stopped, 1 a mistake of the program, 2 wrong arguments or settings,
    3 the port, the data folder or the disk does not allow it.

    Settings of the configuration file (TOML, sections in brackets), with their defaults:
    """
        + ConfigReader.help();
  }
}
