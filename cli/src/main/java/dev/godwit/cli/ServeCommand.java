package dev.godwit.cli;

import dev.godwit.cli.serve.LoopbackServer;
import dev.godwit.client.Connection;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// Serves scripts and bots on this machine.
@Command(
    name = "serve",
    header = "Serves scripts and bots on this machine in plain text.",
    description = {
      "POST /v1/messages                            {fromUser, toUser, clientMetaData, message}",
      "GET  /v1/conversations/{id or @handle}/messages?offset&messageCount&timeStamp",
      "Listens on 127.0.0.1 only. Each request brings the token that stands in the home, in the"
          + " file",
      "serve.token: Authorization: Bearer TOKEN. The encryption is done by this device."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final int PORT_MAX = 65_535;

  @ParentCommand private Main main = new Main();

  @Option(
      names = "--port",
      paramLabel = "P",
      required = true,
      description = "The port on 127.0.0.1; 0 takes any that is free.")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > PORT_MAX) {
      throw new Usage("--port is a number from 0 to 65535.");
    }
    Output output = main.shared().output();
    CountDownLatch ended = new CountDownLatch(1);
    try (Godwit godwit = main.shared().open();
        Godwit.Listening _ = godwit.listen(event -> tell(event, output, ended));
        LoopbackServer server = LoopbackServer.open(godwit, main.shared().home(), port)) {
      godwit.connect();
      output.serving(server.url(), server.tokenFile());
      ended.await();
      return Exit.REFUSED;
    }
  }

  private static void tell(Event event, Output output, CountDownLatch ended) {
    switch (event) {
      case Event.Notice notice -> output.notice(notice.code(), notice.sentence());
      case Event.Connected(var connection) when connection.state() == Connection.State.ENDED -> {
        output.error(connection.code(), connection.sentence());
        ended.countDown();
      }
      case Event.Connected(var connection) when connection.state() == Connection.State.OFFLINE ->
          output.notice(connection.code(), connection.sentence());
      default -> {}
    }
  }
}
