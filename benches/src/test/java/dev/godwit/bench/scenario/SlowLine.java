package dev.godwit.bench.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Passes connections on to a node as slowly as a bad line does, and breaks one of them, once, when
/// its client has said so much.
final class SlowLine implements AutoCloseable {
  private static final int PIECE_BYTES = 8 * 1_024;
  private static final long PIECE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final URI node;
  private final ServerSocket server;
  private final long breakBytes;
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicLong longest = new AtomicLong();

  private SlowLine(URI node, ServerSocket server, long breakBytes) {
    this.node = node;
    this.server = server;
    this.breakBytes = breakBytes;
  }

  static SlowLine before(URI node, long breakBytes) {
    try {
      InetAddress here = InetAddress.getLoopbackAddress();
      SlowLine line = new SlowLine(node, new ServerSocket(0, 0, here), breakBytes);
      Thread.startVirtualThread(line::accept);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getLocalPort());
  }

  boolean isBroken() {
    return broken.get();
  }

  /// The most that a client has said over one connection.
  long longest() {
    return longest.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket onward = new Socket(node.getHost(), node.getPort());
        start(client, onward, true);
        start(onward, client, false);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void start(Socket from, Socket to, boolean says) {
    Thread.startVirtualThread(
        () -> {
          try (from;
              to) {
            pass(from.getInputStream(), to.getOutputStream(), says);
          } catch (IOException closed) {
            // One side has gone; the other is closed with it.
          }
        });
  }

  private void pass(InputStream from, OutputStream to, boolean says) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    long passed = 0;
    for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
      to.write(piece, 0, read);
      passed += read;
      if (says) {
        longest.accumulateAndGet(passed, Math::max);
      }
      if (says && passed >= breakBytes && broken.compareAndSet(false, true)) {
        return;
      }
      LockSupport.parkNanos(PIECE_NANOS);
    }
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
