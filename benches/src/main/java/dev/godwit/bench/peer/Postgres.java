package dev.godwit.bench.peer;

import dev.godwit.bench.server.Children;
import dev.godwit.bench.server.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A PostgreSQL of its own, with a durable commit for each transaction, as it comes.
final class Postgres implements AutoCloseable {
  static final String PACKAGE = "postgresql";
  static final String USER = "bench";

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private final Process process;
  private final Path programs;
  private final Path folder;
  private final int port;

  private Postgres(Process process, Path programs, Path folder, int port) {
    this.process = process;
    this.programs = programs;
    this.folder = folder;
    this.port = port;
  }

  /// Makes a new database cluster in `folder` and serves it.
  ///
  /// @param unpacked where the package is when this machine has none
  static Postgres start(Path unpacked, Path folder) throws IOException {
    Path programs = programs(unpacked);
    Path data = folder.resolve("postgres");
    List<String> make = new ArrayList<>(List.of(programs.resolve("initdb").toString()));
    make.addAll(List.of("-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8"));
    make.addAll(List.of("--locale=C", "--no-sync"));
    Commands.run(folder, Commands.asOrdinaryUser(make));
    int port = Commands.freePort();
    ProcessBuilder builder =
        new ProcessBuilder(Commands.asOrdinaryUser(serve(programs, data, port)));
    Process process =
        Commands.serve(
            builder.directory(folder.toFile()),
            folder.resolve("postgres.log"),
            () -> Commands.succeeds(isReady(programs, port)));
    return new Postgres(process, programs, folder, port);
  }

  private static List<String> isReady(Path programs, int port) {
    String program = programs.resolve("pg_isready").toString();
    return List.of(program, "-q", "-h", "127.0.0.1", "-p", Integer.toString(port));
  }

  /// More memory and a longer log between checkpoints than a small machine's defaults.
  private static List<String> serve(Path programs, Path data, int port) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(programs.resolve("postgres").toString(), "-D", data.toString()));
    for (String setting :
        List.of(
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "shared_buffers=512MB",
            "wal_buffers=16MB",
            "max_wal_size=8GB",
            "checkpoint_timeout=15min")) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  private static Path programs(Path unpacked) throws IOException {
    Path versions = unpacked.resolve(Path.of("/").relativize(INSTALLED));
    try (Stream<Path> found = Files.list(Files.exists(versions) ? versions : INSTALLED)) {
      return found.sorted().toList().getLast().resolve("bin");
    }
  }

  int port() {
    return port;
  }

  /// Runs a statement in a database.
  void statement(String database, String sql) throws IOException {
    psql(database, "-c", sql);
  }

  /// Runs a file of statements in a database.
  void file(String database, Path sql) throws IOException {
    psql(database, "-f", sql.toString());
  }

  private void psql(String database, String how, String what) throws IOException {
    List<String> command = new ArrayList<>(List.of(programs.resolve("psql").toString(), "-q"));
    command.addAll(List.of("-h", "127.0.0.1", "-p", Integer.toString(port), "-U", USER));
    command.addAll(List.of("-v", "ON_ERROR_STOP=1", "-d", database, how, what));
    Commands.run(folder, command);
  }

  Usage usage() {
    return Usage.ofAll(process.toHandle());
  }

  @Override
  public void close() {
    Children.end(process);
  }
}
