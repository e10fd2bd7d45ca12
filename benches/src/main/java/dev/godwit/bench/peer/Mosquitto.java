package dev.godwit.bench.peer;

import dev.godwit.bench.server.Children;
import dev.godwit.bench.server.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Mosquitto with sessions that outlive their connections. It keeps messages in memory and writes
/// them to its file now and then, so its first tick does not mean that a message is durable.
public final class Mosquitto implements Peer {
  private final Process process;
  private final int port;
  private final int payloadBytes;

  private Mosquitto(Process process, int port, int payloadBytes) {
    this.process = process;
    this.port = port;
    this.payloadBytes = payloadBytes;
  }

  /// Fetches it into `cache` when it is not there, and serves from `folder`.
  public static Mosquitto start(Path cache, Path folder, int payloadBytes) throws IOException {
    DebianPackages.unpack(cache, List.of("mosquitto"));
    int port = Commands.freePort();
    Path config = config(folder, port);
    Commands.giveToOrdinaryUser(folder);
    Path program = cache.resolve("usr/sbin/mosquitto");
    ProcessBuilder builder =
        new ProcessBuilder(
            Commands.asOrdinaryUser(List.of(program.toString(), "-c", config.toString())));
    String libraries = DebianPackages.libraries(cache).toString();
    builder.directory(folder.toFile()).environment().put("LD_LIBRARY_PATH", libraries);
    Process process = Commands.serve(builder, folder.resolve("mosquitto.log"), port);
    return new Mosquitto(process, port, payloadBytes);
  }

  private static Path config(Path folder, int port) throws IOException {
    return Files.writeString(
        folder.resolve("mosquitto.conf"),
        """
        listener %d 127.0.0.1
        allow_anonymous true
        persistence true
        persistence_location %s/
        max_inflight_messages 0
        max_queued_messages 0
        set_tcp_nodelay true
        log_type error
        """
            .formatted(port, folder));
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Usage usage() {
    return Usage.ofAll(process.toHandle());
  }

  @Override
  public Line line(int of, User user) {
    return new MqttLine(of, user, payloadBytes);
  }

  @Override
  public void close() {
    Children.end(process);
  }
}
