package dev.godwit.client.testing;

import dev.godwit.wire.Bytes;
import dev.godwit.wire.Frame;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/// Passes connections on to a node, and makes other frames of those that the node says.
public final class LyingProxy implements AutoCloseable {
  private static final String UPGRADED = "HTTP/1.1 101 ";
  private static final String HEADERS_END = "\r\n\r\n";
  private static final int BUFFER_BYTES = 8_192;
  private static final int WHOLE_BINARY = 0x82;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  private final URI node;
  private final ServerSocket server;
  private volatile UnaryOperator<Frame> lie = UnaryOperator.identity();

  private LyingProxy(URI node, ServerSocket server) {
    this.node = node;
    this.server = server;
  }

  public static LyingProxy before(URI node) {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      LyingProxy proxy = new LyingProxy(node, new ServerSocket(0, 0, here));
      Thread.startVirtualThread(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public URI url() {
    return URI.create("http://localhost:" + server.getLocalPort());
  }

  /// What becomes of each frame of the node from now on.
  public void lie(UnaryOperator<Frame> next) {
    lie = next;
  }

  private interface Passing {
    void pass(InputStream from, OutputStream to) throws IOException;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket onward = new Socket(node.getHost(), node.getPort());
        start(client, onward, InputStream::transferTo);
        start(onward, client, this::passNode);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private static void start(Socket from, Socket to, Passing how) {
    Thread.startVirtualThread(
        () -> {
          try (from;
              to) {
            how.pass(from.getInputStream(), to.getOutputStream());
          } catch (IOException closed) {
            // One side has gone; the other is closed with it.
          }
        });
  }

  /// Answers as they are, and then the frames of the WebSocket.
  private void passNode(InputStream from, OutputStream to) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
      if (text.startsWith(UPGRADED)) {
        int end = text.indexOf(HEADERS_END) + HEADERS_END.length();
        to.write(buffer, 0, end);
        InputStream rest = new ByteArrayInputStream(Arrays.copyOfRange(buffer, end, read));
        passFrames(new DataInputStream(new SequenceInputStream(rest, from)), to);
        return;
      }
      to.write(buffer, 0, read);
    }
  }

  private void passFrames(DataInputStream from, OutputStream to) throws IOException {
    while (true) {
      int kind = from.readUnsignedByte();
      byte[] payload = new byte[length(from)];
      from.readFully(payload);
      to.write(frame(kind, kind == WHOLE_BINARY ? told(payload) : payload));
    }
  }

  private static byte[] frame(int kind, byte[] payload) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(whole);
    out.writeByte(kind);
    if (payload.length < TWO_BYTES) {
      out.writeByte(payload.length);
    } else if (payload.length <= Character.MAX_VALUE) {
      out.writeByte(TWO_BYTES);
      out.writeShort(payload.length);
    } else {
      out.writeByte(EIGHT_BYTES);
      out.writeLong(payload.length);
    }
    out.write(payload);
    return whole.toByteArray();
  }

  private static int length(DataInputStream from) throws IOException {
    int first = from.readUnsignedByte();
    return switch (first) {
      case TWO_BYTES -> from.readUnsignedShort();
      case EIGHT_BYTES -> Math.toIntExact(from.readLong());
      default -> first;
    };
  }

  private byte[] told(byte[] payload) {
    return Frame.encode(lie.apply(Frame.decode(Bytes.owned(payload)))).shared();
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
