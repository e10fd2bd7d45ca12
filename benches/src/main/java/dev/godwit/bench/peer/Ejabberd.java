package dev.godwit.bench.peer;

import dev.godwit.bench.server.Children;
import dev.godwit.bench.server.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// ejabberd with stream management, and an archive in a PostgreSQL of its own: a message is in the
/// archive, durably, before its sender is told so.
public final class Ejabberd implements Peer {
  private static final String DATABASE = "ejabberd";
  /// Connections to the database: so many messages share a synced commit.
  private static final int DATABASE_CONNECTIONS = 32;

  private final Postgres postgres;
  private final Process process;
  private final int port;
  private final int payloadBytes;

  private Ejabberd(Postgres postgres, Process process, int port, int payloadBytes) {
    this.postgres = postgres;
    this.process = process;
    this.port = port;
    this.payloadBytes = payloadBytes;
  }

  /// Fetches it into `cache` when it is not there, and serves from `folder`, for users 0 to
  /// `users` - 1.
  public static Ejabberd start(Path cache, Path folder, int users, int payloadBytes)
      throws IOException {
    DebianPackages.unpack(cache, List.of("ejabberd", "erlang-p1-pgsql", Postgres.PACKAGE));
    Commands.giveToOrdinaryUser(folder);
    Postgres postgres = Postgres.start(cache, folder);
    try {
      fill(postgres, cache, users);
      int port = Commands.freePort();
      Process process = serve(cache, folder, config(folder, postgres, port), port);
      return new Ejabberd(postgres, process, port, payloadBytes);
    } catch (IOException | RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  private static void fill(Postgres postgres, Path cache, int users) throws IOException {
    postgres.statement("postgres", "create database " + DATABASE);
    postgres.file(DATABASE, cache.resolve("usr/share/ejabberd/sql/pg.sql"));
    postgres.statement(
        DATABASE,
        "insert into users (username, password) select 'u' || i, '%s' from generate_series(0, %d) i"
            .formatted(XmppLine.PASSWORD, users - 1));
  }

  private static Path config(Path folder, Postgres postgres, int port) throws IOException {
    return Files.writeString(
        folder.resolve("ejabberd.yml"),
        """
        hosts: [localhost]
        loglevel: warning
        listen:
          - port: %d
            ip: "127.0.0.1"
            module: ejabberd_c2s
            backlog: 1024
            shaper: none
            max_stanza_size: 1048576
        auth_method: [sql]
        auth_password_format: plain
        default_db: sql
        sql_type: pgsql
        sql_server: "127.0.0.1"
        sql_port: %d
        sql_database: %s
        sql_username: %s
        sql_password: ""
        sql_pool_size: %d
        modules:
          mod_mam:
            default: always
          mod_offline: {}
          mod_stream_mgmt: {}
        """
            .formatted(port, postgres.port(), DATABASE, Postgres.USER, DATABASE_CONNECTIONS));
  }

  /// Runs Erlang's machine from where it was unpacked, without its scripts, which know only the
  /// installed place.
  private static Process serve(Path cache, Path folder, Path config, int port) throws IOException {
    Path erlang = cache.resolve("usr/lib/erlang");
    Path libraries = DebianPackages.libraries(cache);
    Path programs = only(erlang, "erts-").resolve("bin");
    ProcessBuilder builder =
        new ProcessBuilder(
            Commands.asOrdinaryUser(
                List.of(
                    programs.resolve("erlexec").toString(),
                    "-boot",
                    erlang.resolve("bin/start_clean").toString(),
                    "-noinput",
                    "+K",
                    "true",
                    "+P",
                    "250000",
                    "-mnesia",
                    "dir",
                    "\"" + folder.resolve("mnesia") + "\"",
                    "-s",
                    "ejabberd")));
    var environment = builder.directory(folder.toFile()).environment();
    environment.put("ROOTDIR", erlang.toString());
    environment.put("BINDIR", programs.toString());
    environment.put("EMU", "beam");
    environment.put("PROGNAME", "erl");
    environment.put("HOME", folder.toString());
    environment.put("ERL_LIBS", libraries.toString());
    environment.put("LD_LIBRARY_PATH", libraries.toString());
    environment.put("EJABBERD_CONFIG_PATH", config.toString());
    environment.put("EJABBERD_LOG_PATH", folder.resolve("ejabberd.log").toString());
    return Commands.serve(builder, folder.resolve("erlang.log"), port);
  }

  private static Path only(Path folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(prefix))
          .toList()
          .getFirst();
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Usage usage() {
    return Usage.ofAll(process.toHandle()).plus(postgres.usage());
  }

  @Override
  public Line line(int of, User user) {
    return new XmppLine(of, user, payloadBytes);
  }

  @Override
  public void close() {
    Children.end(process);
    postgres.close();
  }
}
