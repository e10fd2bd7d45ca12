package dev.godwit.bench.persons;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.Message;
import dev.godwit.client.Recipient;
import dev.godwit.client.Secret;
import dev.godwit.client.Tick;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A person with many conversations, who links a second device and takes it out again.
public final class Household implements AutoCloseable {
  private static final String PASSWORD = "a password for benches";
  private static final Duration PREPARE_TIME_MAX = Duration.ofMinutes(30);
  private static final Duration LINK_TIME_MAX = Duration.ofMinutes(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final URI node;
  private final Path folder;
  private final int conversations;
  private final Godwit old;

  /// @param toLinked seconds from the approval until the new device has signed in and has the list
  ///     of conversations
  /// @param toChat seconds from the approval to the first tick of a message of the new device
  /// @param toComplete seconds from the approval until it has everything and is in every
  ///     conversation
  /// @param missing messages that the new device does not have
  /// @param toEnded seconds from revoking it until its session, token and key packages are void
  /// @param toOut seconds from revoking it until commits have taken it out of every group
  public record Result(
      double toLinked,
      double toChat,
      double toComplete,
      long missing,
      double toEnded,
      double toOut) {}

  private Household(URI node, Path folder, int conversations, Godwit old) {
    this.node = node;
    this.folder = folder;
    this.conversations = conversations;
    this.old = old;
  }

  /// Makes a person with so many direct conversations, with so many messages in each.
  public static Household make(URI node, Path folder, int conversations, int messagesEach) {
    register(node, folder, "owner");
    for (int i = 0; i < conversations; i++) {
      register(node, folder, "peer" + i);
    }
    Godwit old = Godwit.open(folder.resolve("owner"), new Secret.KeyFile());
    old.connect();
    Household household = new Household(node, folder, conversations, old);
    household.talk(messagesEach);
    return household;
  }

  private static void register(URI node, Path folder, String handle) {
    var me = Godwit.register(folder.resolve(handle), new Secret.KeyFile(), node, handle, PASSWORD);
    if (!me.handle().equals(handle)) {
      throw new BenchFailure("Somebody else was registered");
    }
  }

  private void talk(int messagesEach) {
    for (int round = 0; round < messagesEach; round++) {
      for (int i = 0; i < conversations; i++) {
        var sending = old.send(Recipient.parse("@peer" + i), "message " + round + " to " + i);
        if (sending.isUnaddressed()) {
          throw new BenchFailure("A peer was not found");
        }
      }
    }
    await(() -> old.waiting() == 0, PREPARE_TIME_MAX, "the old device did not send everything");
  }

  /// Links a second device and watches it, then takes it out of the account.
  public Result linkAndRevoke() throws InterruptedException {
    Path home = folder.resolve("second");
    CompletableFuture<String> code = new CompletableFuture<>();
    CompletableFuture<String> linking =
        CompletableFuture.supplyAsync(
            () ->
                Godwit.link(home, new Secret.KeyFile(), node, (shown, _) -> code.complete(shown))
                    .handle());
    String shown = code.join();
    long start = System.nanoTime();
    var linked = old.approve(shown, 0);
    if (!linking.join().equals("owner") || linked.here()) {
      throw new BenchFailure("The device was linked to somebody else");
    }
    double toLinked = seconds(System.nanoTime() - start);
    try (Godwit second = Godwit.open(home, new Secret.KeyFile())) {
      Watched watched = watch(second, start);
      Revocation.Result revoked = new Revocation(node, old, second).run();
      return new Result(
          toLinked,
          watched.toChat(),
          watched.toComplete(),
          watched.missing(),
          revoked.toEnded(),
          revoked.toOut());
    }
  }

  private record Watched(double toChat, double toComplete, long missing) {}

  private Watched watch(Godwit second, long start) {
    CompletableFuture<Long> ticked = new CompletableFuture<>();
    try (Godwit.Listening _ =
        second.listen(
            event -> {
              if (event instanceof Event.Ticked tick && tick.tick() != Tick.WAITING) {
                ticked.complete(System.nanoTime());
              }
            })) {
      second.connect();
      String newest = second.conversations().getFirst().handle();
      var sending = second.send(Recipient.parse("@" + newest), "from the second device");
      long chatted =
          ticked.completeOnTimeout(0L, LINK_TIME_MAX.toSeconds(), TimeUnit.SECONDS).join();
      if (chatted == 0 || sending.isUnaddressed()) {
        throw new BenchFailure("The second device could not chat");
      }
      await(
          () -> second.progress().complete() && !old.hosting(),
          LINK_TIME_MAX,
          "the second device did not get everything");
      double complete = seconds(System.nanoTime() - start);
      return new Watched(seconds(chatted - start), complete, missing(second));
    }
  }

  private long missing(Godwit second) {
    long missing = 0;
    for (int i = 0; i < conversations; i++) {
      Recipient with = Recipient.parse("@peer" + i);
      missing += texts(old, with) - texts(second, with);
    }
    return missing;
  }

  private static long texts(Godwit device, Recipient with) {
    List<Message> all = device.history(with, 0, Integer.MAX_VALUE);
    return all.stream().filter(each -> each.text().startsWith("message ")).count();
  }

  static double seconds(long nanos) {
    return nanos / 1e9;
  }

  static void await(BooleanSupplier wanted, Duration timeMax, String otherwise) {
    long end = System.nanoTime() + timeMax.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new BenchFailure("In " + timeMax.toSeconds() + " s " + otherwise);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Override
  public void close() {
    old.close();
  }
}
