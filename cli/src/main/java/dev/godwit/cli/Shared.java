package dev.godwit.cli;

import dev.godwit.client.Godwit;
import dev.godwit.client.GodwitException;
import dev.godwit.client.Reason;
import dev.godwit.client.Secret;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// The options that every command has, and what follows from them.
final class Shared {
  private static final int FILE_BYTES_MAX = 4_096;

  @Option(
      names = "--home",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "The folder of this device. Default: ~/.godwit")
  private @Nullable Path home;

  @Option(
      names = "--server",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "The node. register remembers it in the home; elsewhere it counts for this once."
              + " Default: http://localhost:8080")
  private @Nullable URI server;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON object a line, for scripts.")
  private boolean json;

  @Option(
      names = "--passphrase-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Opens the home with the passphrase in this file. Without it the key is in the home"
              + " itself, readable by you alone.")
  private @Nullable Path passphraseFile;

  private final PrintStream out;
  private final PrintStream err;
  private final Output human;

  Shared(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
    human = new HumanOutput(out, err, hasColour());
  }

  private static boolean hasColour() {
    return Tty.console().isPresent() && System.getenv("NO_COLOR") == null;
  }

  Path home() {
    Path chosen = home;
    return chosen == null
        ? Path.of(System.getProperty("user.home"), ".godwit")
        : chosen.toAbsolutePath().normalize();
  }

  boolean isJson() {
    return json;
  }

  /// Where results go.
  PrintStream out() {
    return out;
  }

  Output output() {
    return json ? new JsonOutput(out) : human;
  }

  DeviceOutput deviceOutput() {
    return new DeviceOutput(out, err, json);
  }

  /// The node that was named with the command.
  Optional<URI> server() {
    return Optional.ofNullable(server).map(Shared::checked);
  }

  private static URI checked(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    String path = url.getPath();
    if (!web || url.getHost() == null || (path != null && path.length() > 1)) {
      throw new Usage("The server is given like http://localhost:8080, without a path.");
    }
    return URI.create(url.getScheme() + "://" + url.getRawAuthority());
  }

  Godwit open() {
    return Godwit.open(home(), secret(), server());
  }

  /// What opens the home, or what a new home shall be opened with.
  Secret secret() {
    Path file = passphraseFile;
    return file == null
        ? new Secret.KeyFile()
        : new Secret.Passphrase(firstLine(file).toCharArray());
  }

  /// The first line of a small file; `-` is the standard input.
  static String firstLine(Path file) {
    try {
      byte[] bytes =
          file.toString().equals("-") ? System.in.readNBytes(FILE_BYTES_MAX) : readFile(file);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new GodwitException(
          Reason.Local.HOME_UNUSABLE, "The file %s cannot be read.".formatted(file), e);
    }
  }

  private static byte[] readFile(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(FILE_BYTES_MAX);
    }
  }
}
