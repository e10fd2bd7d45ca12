package dev.godwit.bench.fleet;

import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Devices that come and go: each connects with its token, says hello, catches up, and leaves.
public final class Logins implements AutoCloseable {
  private final Loop loop = new Loop();
  private final URI node;
  private final ArrayDeque<Identity> resting;
  private long done;
  private long failed;
  private boolean ended;

  /// @param identities each has at most one connection at a time
  public Logins(URI node, List<Identity> identities) {
    this.node = node;
    this.resting = new ArrayDeque<>(identities);
  }

  /// @param failed connections that ended before they were up to date
  public record Count(long atNanos, long done, long failed) {}

  /// Keeps `atOnce` of them on their way from now on.
  public void start(int atOnce) {
    loop.run(
        () -> {
          for (int i = 0; i < atOnce; i++) {
            next();
          }
        });
  }

  public Count countAfter(Duration time) {
    return loop.after(time, () -> new Count(System.nanoTime(), done, failed));
  }

  private void next() {
    Identity identity = resting.poll();
    if (identity != null && !ended) {
      loop.connect(node, identity.token(), new Login(identity));
    }
  }

  @Override
  public void close() {
    loop.run(() -> ended = true);
    loop.close();
  }

  private final class Login implements Socket.Listener {
    private final Identity identity;
    private @Nullable Socket socket;
    private boolean caughtUp;

    Login(Identity identity) {
      this.identity = identity;
    }

    @Override
    public void onOpen(Socket opened) {
      socket = opened;
      opened.send(
          new Hello(
              Limits.PROTOCOL_VERSION,
              "bench",
              0,
              List.of(),
              Limits.SESSION_WINDOW_ENTRIES_MAX,
              0));
      opened.flush();
    }

    @Override
    public void onFrame(Frame frame) {
      if (frame instanceof CaughtUp && socket != null) {
        caughtUp = true;
        done++;
        socket.close();
      }
    }

    @Override
    public void onRead() {}

    @Override
    public void onClosed() {
      if (!caughtUp && !ended) {
        failed++;
      }
      resting.add(identity);
      next();
    }

    @Override
    public void onFailure(Throwable cause) {}
  }
}
