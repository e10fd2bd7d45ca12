package dev.godwit.client;

import java.io.ByteArrayOutputStream;
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
import java.util.stream.Stream;

/// Passes connections on to a node and keeps every byte that the node answered.
///
/// What a client says over a WebSocket is masked, so it is the node's side, on which an entry comes
/// out as it was kept, that can show plain text.
final class WireTap implements AutoCloseable {
  private static final int MASK_BYTES = 4;

  private final URI node;
  private final ServerSocket server;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final List<ByteArrayOutputStream> said = new CopyOnWriteArrayList<>();

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

  /// All that was heard so far, a character for each byte.
  String heard() {
    return heard.toString(StandardCharsets.ISO_8859_1);
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
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        said.add(copy);
        pass(client, onward, copy);
        pass(onward, client, heard);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void pass(Socket from, Socket to, OutputStream copy) {
    Thread.startVirtualThread(
        () -> {
          try (from;
              to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
              copy.write(buffer, 0, read);
              to.getOutputStream().write(buffer, 0, read);
            }
          } catch (IOException closed) {
            // One side has gone; the other is closed with it.
          }
        });
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
