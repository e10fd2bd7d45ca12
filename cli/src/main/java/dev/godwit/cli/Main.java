package dev.godwit.cli;

import dev.godwit.client.GodwitException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// The `godwit` command.
@Command(
    name = "godwit",
    version = "godwit 0.1.0",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Godwit: a messenger that anybody can run, end-to-end encrypted always.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nEnds with:%n",
    exitCodeList = {
      "0:done; for a send without --wait: the message is safe in the outbox",
      "1:the node or this device said no",
      "2:the command line was not understood",
      "3:the node cannot be reached",
      "4:what was waited for did not come in time",
      "5:the home cannot be used: not registered, locked, damaged, newer, or in use"
    })
public final class Main implements Runnable {
  @Mixin private final Shared shared;

  @Spec private CommandSpec spec = CommandSpec.create();

  Main() {
    this(System.out, System.err);
  }

  private Main(PrintStream out, PrintStream err) {
    shared = new Shared(out, err);
  }

  /// The options that every command has.
  public Shared shared() {
    return shared;
  }

  public static void main(String... arguments) {
    System.setOut(utf8(FileDescriptor.out));
    System.setErr(utf8(FileDescriptor.err));
    int code = run(System.out, System.err, arguments);
    System.out.flush();
    System.err.flush();
    System.exit(code);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// Runs one command in this process, and answers what it ends with. Results go to `out`, notices
  /// and errors to `err`.
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    Main main = new Main(out, err);
    CommandLine line = new CommandLine(main);
    commands(Set.copyOf(List.of(arguments))).forEach(line::addSubcommand);
    // @bob is a person, also where a file is called bob.
    return line.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setExecutionExceptionHandler((e, _, _) -> main.failed(e))
        .setParameterExceptionHandler((e, _) -> main.misunderstood(e))
        .execute(arguments);
  }

  /// The commands that are named, or all when none is: looking at one takes milliseconds.
  private static List<Object> commands(Set<String> arguments) {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("register", RegisterCommand::new);
    all.put("login", LoginCommand::new);
    all.put("link", LinkCommand::new);
    all.put("approve", ApproveCommand::new);
    all.put("devices", DevicesCommand::new);
    all.put("rename", RenameCommand::new);
    all.put("revoke", RevokeCommand::new);
    all.put("verify", VerifyCommand::new);
    all.put("whoami", WhoamiCommand::new);
    all.put("chat", ChatCommand::new);
    all.put("send", SendCommand::new);
    all.put("listen", ListenCommand::new);
    all.put("history", HistoryCommand::new);
    all.put("conversations", ConversationsCommand::new);
    all.put("mute", MuteCommand::new);
    all.put("pin", PinCommand::new);
    all.put("archive", ArchiveCommand::new);
    all.put("group", GroupCommand::new);
    all.put("serve", ServeCommand::new);
    all.put("warmup", WarmupCommand::new);
    boolean namesOne = all.keySet().stream().anyMatch(arguments::contains);
    return all.entrySet().stream()
        .filter(each -> !namesOne || arguments.contains(each.getKey()))
        .map(each -> each.getValue().get())
        .toList();
  }

  private int failed(Exception e) {
    return switch (e) {
      case GodwitException known -> {
        shared.output().error(known.reason().code(), known.sentence());
        yield Exit.code(known);
      }
      case Usage usage -> misunderstood(usage);
      default -> {
        shared
            .output()
            .error("INTERNAL", "Godwit made a mistake (%s); please report it.".formatted(place(e)));
        yield Exit.REFUSED;
      }
    };
  }

  /// Where it happened, without what it was about.
  private static String place(Exception e) {
    StackTraceElement[] trace = e.getStackTrace();
    String where =
        trace.length == 0 ? "?" : trace[0].getClassName() + ":" + trace[0].getLineNumber();
    return e.getClass().getSimpleName() + " at " + where;
  }

  private int misunderstood(Exception e) {
    String message = e.getMessage();
    String text = message == null ? "This command cannot be read" : message.strip();
    String sentence = text.endsWith(".") ? text : text + ".";
    shared.output().error("USAGE", sentence + " See godwit --help.");
    return Exit.USAGE;
  }

  /// Without a command: what there is.
  @Override
  public void run() {
    ParseResult parsed = spec.commandLine().getParseResult();
    assert parsed.subcommands().isEmpty();
    spec.commandLine().usage(shared.out());
  }
}
