package dev.godwit.client;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Passes connections on to a node and keeps every byte that the node answered, until it is told to
/// break.
///
/// What a client says over a WebSocket is masked, so it is the node's side, on which an entry comes
/// out as it was kept, that can show plain text.
final class WireTap implements AutoCloseable {
  private static final int MASK_BYTES = 4;
  private static final int BREAK_SECONDS_MAX = 60;

  private static final Pattern BEARER =
      Pattern.compile("GET /v1/socket .*?Bearer (\\S+)", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private final URI node;
  private final ServerSocket server;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final List<ByteArrayOutputStream> said = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch broken = new CountDownLatch(1);
  private volatile Predicate<String> breaks = _ -> false;

  private WireTap(URI node, ServerSocket server) {
    this.node = node;
    this.server = server;
  }

  static WireTap before(URI node) {
    try {
      WireTap tap = new WireTap(node, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.startVirtualThread(tap::accept);
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI url() {
    return URI.create("http://localhost:" + server.getLocalPort());
  }

  /// Lets nothing through any more from the request on that begins like this.
  ///
  /// @param request a pattern
  WireTap breakAt(String request) {
    breaks = Pattern.compile(request).asPredicate();
    return this;
  }

  /// Returns when it has broken.
  void awaitBroken() throws InterruptedException {
    assertTrue(broken.await(BREAK_SECONDS_MAX, TimeUnit.SECONDS), "the request was never made");
  }

  /// All that was heard so far, a character for each byte.
  String heard() {
    return heard.toString(StandardCharsets.ISO_8859_1);
  }

  /// The access token of the newest session.
  String token() {
    return said.stream()
        .map(stream -> BEARER.matcher(stream.toString(StandardCharsets.ISO_8859_1)))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .reduce((_, newer) -> newer)
        .orElseThrow(() -> new AssertionError("nobody has connected yet"));
  }

  /// Whether the bytes went to the node or came from it, also inside a masked frame: each byte of a
  /// frame's mask stands four bytes before the same one, so what two such bytes differ in stays.
  boolean carried(byte[] bytes) {
    String wanted = differences(bytes);
    return Stream.concat(Stream.of(heard), said.stream())
        .anyMatch(stream -> differences(stream.toByteArray()).contains(wanted));
  }

  private static String differences(byte[] bytes) {
    byte[] differences = new byte[Math.max(0, bytes.length - MASK_BYTES)];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = (byte) (bytes[i] ^ bytes[i + MASK_BYTES]);
    }
    return new String(differences, StandardCharsets.ISO_8859_1);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket onward = new Socket(node.getHost(), node.getPort());
        open.addAll(List.of(client, onward));
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        said.add(copy);
        pass(client, onward, copy, this::breaks);
        pass(onward, client, heard, (_, _) -> false);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private interface Breaking {
    boolean at(byte[] bytes, int count);
  }

  private boolean breaks(byte[] bytes, int count) {
    if (breaks.test(new String(bytes, 0, count, StandardCharsets.ISO_8859_1))) {
      broken.countDown();
      close();
      open.forEach(WireTap::close);
    }
    return broken.getCount() == 0;
  }

  private static void pass(Socket from, Socket to, OutputStream copy, Breaking breaking) {
    Thread.startVirtualThread(
        () -> {
          try (from;
              to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
              if (breaking.at(buffer, read)) {
                return;
              }
              copy.write(buffer, 0, read);
              to.getOutputStream().write(buffer, 0, read);
            }
          } catch (IOException closed) {
            // One side has gone; the other is closed with it.
          }
        });
  }

  private static void close(Closeable what) {
    try {
      what.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    close(server);
  }
}
