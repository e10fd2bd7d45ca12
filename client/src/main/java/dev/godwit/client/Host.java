package dev.godwit.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Lets other processes of the same person use the device that this process owns, through a socket
/// that only they can open.
final class Host implements AutoCloseable {
  /// Other processes at the same time.
  static final int GUESTS_MAX = 32;

  private final Home home;
  private final Backend owner;
  private final Events events;
  private final ServerSocketChannel server;
  private final Set<Lines> guests = ConcurrentHashMap.newKeySet();

  private Host(Home home, Backend owner, Events events, ServerSocketChannel server) {
    this.home = home;
    this.owner = owner;
    this.events = events;
    this.server = server;
  }

  /// Empty when there can be no socket here, as with a path that is too long for one: then there
  /// are no guests.
  static Optional<Host> open(Home home, Backend owner, Events events) {
    try {
      Files.deleteIfExists(home.socket());
      ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(home.socket()));
      Files.setPosixFilePermissions(home.socket(), PosixFilePermissions.fromString("rw-------"));
      Host host = new Host(home, owner, events, server);
      Thread.ofVirtual().name("godwit-host").start(host::accept);
      return Optional.of(host);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        if (guests.size() >= GUESTS_MAX) {
          channel.close();
        } else {
          Thread.ofVirtual().name("godwit-guest").start(() -> serve(new Lines(channel)));
        }
      }
    } catch (IOException e) {
      closeGuests();
    }
  }

  private void serve(Lines guest) {
    guests.add(guest);
    try (guest;
        Godwit.Listening _ = events.listen(event -> tell(guest, event))) {
      guest.write(Json.object().put("godwit", GuestCodec.VERSION).toString());
      for (Optional<String> line = guest.read(); line.isPresent(); line = guest.read()) {
        String request = line.get();
        Thread.ofVirtual().start(() -> answer(guest, request));
      }
    } catch (IOException _) {
      // The guest is gone; what it asked for and was taken stays done.
    } finally {
      guests.remove(guest);
    }
  }

  private static void tell(Lines guest, Event event) {
    ObjectNode line = Json.object();
    line.set("told", GuestCodec.MAPPER.valueToTree(event));
    write(guest, line);
  }

  private void answer(Lines guest, String request) {
    ObjectNode line = Json.object();
    try {
      JsonNode asked = Json.MAPPER.readTree(request);
      line.put("id", asked.path("id").asLong());
      line.set("answer", GuestCodec.MAPPER.valueToTree(Calls.make(owner, asked)));
    } catch (GodwitException e) {
      line.set("refused", GuestCodec.refusal(e));
    } catch (JsonProcessingException e) {
      return;
    }
    write(guest, line);
  }

  private static void write(Lines guest, JsonNode line) {
    try {
      guest.write(line.toString());
    } catch (IOException e) {
      closeQuietly(guest);
    }
  }

  private static void closeQuietly(Lines guest) {
    try {
      guest.close();
    } catch (IOException _) {
      // It is gone already.
    }
  }

  private void closeGuests() {
    guests.forEach(Host::closeQuietly);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(home.socket());
      server.close();
    } catch (IOException _) {
      // The socket goes with the process.
    }
    closeGuests();
  }
}
