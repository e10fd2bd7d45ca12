package dev.godwit.client;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Lines of text both ways over a socket. Reading belongs to one thread, writing to any.
final class Lines implements Closeable {
  private final SocketChannel channel;
  private final BufferedReader in;
  private final Writer out;
  private final ReentrantLock writing = new ReentrantLock();

  Lines(SocketChannel channel) {
    this.channel = channel;
    in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    out = Channels.newWriter(channel, StandardCharsets.UTF_8);
  }

  /// The next line, or empty at the end; IOException for one that is too long.
  Optional<String> read() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      if (line.length() >= GuestCodec.LINE_CHARACTERS_MAX) {
        throw new IOException("Line too long");
      }
      line.append((char) next);
    }
    return Optional.of(line.toString());
  }

  /// Writes a text without line breaks as one line.
  void write(String line) throws IOException {
    writing.lock();
    try {
      out.write(line);
      out.write('\n');
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
