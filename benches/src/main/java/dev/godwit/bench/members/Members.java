package dev.godwit.bench.members;

import dev.godwit.bench.fleet.BenchFailure;
import dev.godwit.bench.fleet.Identity;
import dev.godwit.bench.fleet.Registrar;
import dev.godwit.device.Device;
import dev.godwit.device.Registration;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.Limits;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/// Many people with real devices in this process. Its methods may be called from any one thread.
public final class Members implements AutoCloseable {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long HEARTBEAT_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Limits.HEARTBEAT_MILLIS);
  private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
  private static final int OPENING_MAX = 64;

  private final Surroundings around;
  private final List<Member> all = new ArrayList<>();

  private Members(URI node) {
    this.around = new Surroundings(node);
  }

  /// Registers so many; `progress` hears how many there are.
  ///
  /// @param everyCheck whether each device checks each signature itself ([CheckedOnce])
  public static Members register(URI node, int count, boolean everyCheck, IntConsumer progress)
      throws InterruptedException {
    Crypto plain = new JvmCrypto(new SecureRandom());
    Crypto crypto = everyCheck ? plain : new CheckedOnce(plain);
    Members members = new Members(node);
    List<Registration> registrations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      registrations.add(Device.register(crypto, "bench", System.currentTimeMillis()));
    }
    try (Registrar registrar = new Registrar(node)) {
      List<Identity> identities = registrar.register(registrations, progress);
      for (int i = 0; i < count; i++) {
        members.all.add(
            new Member(members.around, registrations.get(i), identities.get(i).token(), crypto));
      }
    }
    return members;
  }

  /// Opens all sockets and waits until every device is up to date.
  public void connect(Duration timeMax) {
    around.loop.repeat(TICK_NANOS, () -> all.forEach(Member::tick));
    around.loop.repeat(HEARTBEAT_NANOS, () -> all.forEach(Member::heartbeat));
    for (int from = 0; from < all.size(); from += OPENING_MAX) {
      List<Member> some = all.subList(from, Math.min(all.size(), from + OPENING_MAX));
      around.loop.run(() -> some.forEach(Member::connect));
      await(some, Member::isCaughtUp, timeMax, "are not up to date");
    }
  }

  public List<Member> all() {
    return List.copyOf(all);
  }

  /// Waits until all of these are as is wanted; throws [BenchFailure].
  public void await(
      Collection<Member> of, Predicate<Member> wanted, Duration timeMax, String otherwise) {
    long end = System.nanoTime() + timeMax.toNanos();
    for (Member member : of) {
      while (!wanted.test(member)) {
        if (System.nanoTime() - end > 0) {
          long missing = of.stream().filter(wanted.negate()).count();
          throw new BenchFailure(
              "In %d s: %d of %d members %s; %s"
                  .formatted(timeMax.toSeconds(), missing, of.size(), otherwise, troubles()));
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /// What should not have happened, with how often.
  public Map<String, Integer> troubles() {
    return new TreeMap<>(around.troubles);
  }

  @Override
  public void close() {
    around.end();
    around.loop.call(
        () -> {
          all.forEach(Member::close);
          return true;
        });
    around.close();
  }
}
