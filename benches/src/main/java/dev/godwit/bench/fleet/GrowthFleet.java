package dev.godwit.bench.fleet;

import dev.godwit.wire.EntryId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Devices with very many direct conversations, each with as many others in turn as are needed. Its
/// public methods may be called from any one thread.
public final class GrowthFleet implements Talkers {
  /// Conversations that are being made: enough to keep a node busy, and not so many that they
  /// wait there for seconds.
  private static final int MAKING_AT_ONCE_MAX = 1_024;

  private static final int OPENING_MAX = 64;

  private final Loop loop = new Loop();
  private final URI node;
  private final SplittableRandom random;
  private final Payload payload;
  private final Tally tally = new Tally();
  private final List<BusyDevice> devices = new ArrayList<>();
  private final Map<String, Long> troubles = new LinkedHashMap<>();
  private int inFlightWanted;
  private long wanted;
  private long begun;
  private long made;

  /// Connections end because this ends them.
  private boolean isExpected;

  public GrowthFleet(URI node, List<Identity> identities, int payloadBytes, long seed) {
    this.node = node;
    random = new SplittableRandom(seed);
    payload = new Payload(payloadBytes, seed);
    for (Identity identity : identities) {
      devices.add(new BusyDevice(identity, new Around()));
    }
    Turns.start(loop, devices, BusyDevice::heartbeat);
  }

  /// The most conversations that so many devices can have, each two of them one.
  public static long conversationsMax(int devices) {
    return (long) devices * ((devices - 1) / 2);
  }

  /// Opens all sockets and waits until every session is up to date.
  public void connect(Duration timeMax) {
    for (int from = 0; from < devices.size(); from += OPENING_MAX) {
      List<BusyDevice> some = devices.subList(from, Math.min(devices.size(), from + OPENING_MAX));
      loop.run(() -> some.forEach(device -> loop.connect(node, device.identity().token(), device)));
      loop.await(
          () -> some.stream().allMatch(BusyDevice::isCaughtUp),
          timeMax,
          () -> "not every session caught up " + troubles);
    }
  }

  /// All come back, with these identities in their order: tokens are good for some minutes. To be
  /// called while nothing is under way.
  public void reconnect(List<Identity> renewed, Duration timeMax) {
    loop.run(
        () -> {
          isExpected = true;
          devices.forEach(BusyDevice::close);
        });
    loop.await(
        () -> devices.stream().noneMatch(BusyDevice::isOpen),
        timeMax,
        () -> "not every connection ended");
    loop.run(
        () -> {
          isExpected = false;
          for (int i = 0; i < renewed.size(); i++) {
            devices.get(i).renewed(renewed.get(i));
          }
        });
    connect(timeMax);
  }

  /// In their order.
  public List<Identity> identities() {
    return loop.call(() -> devices.stream().map(BusyDevice::identity).toList());
  }

  /// Makes conversations until there are `conversations`.
  public void grow(long conversations, Duration timeMax) {
    loop.run(
        () -> {
          wanted = Math.min(conversations, conversationsMax(devices.size()));
          makeMore();
        });
    loop.await(
        () -> made >= conversations || !troubles.isEmpty(),
        timeMax,
        () -> made + " of " + conversations + " conversations were made");
    String trouble = loop.call(() -> made >= conversations ? "" : troubles.toString());
    if (!trouble.isEmpty()) {
      throw new BenchFailure("Not all conversations were made: " + trouble);
    }
  }

  /// Each device in its turn makes one, with whoever is one place further every time.
  private void makeMore() {
    while (begun < wanted && begun - made < MAKING_AT_ONCE_MAX) {
      int maker = (int) (begun % devices.size());
      int further = (int) (begun / devices.size()) + 1;
      devices.get(maker).make(devices.get((maker + further) % devices.size()), random);
      begun++;
    }
  }

  @Override
  public void keepInFlight(int messages) {
    loop.run(
        () -> {
          inFlightWanted = messages;
          devices.forEach(BusyDevice::pump);
        });
  }

  @Override
  public Counts counts() {
    return loop.call(tally::counts);
  }

  @Override
  public Counts countsAfter(Duration time) {
    return loop.after(time, tally::counts);
  }

  @Override
  public void awaitQuiet(Duration timeMax) {
    loop.await(
        () -> devices.stream().allMatch(device -> device.inFlight() == 0),
        timeMax,
        () -> "messages without both ticks " + troubles);
  }

  /// What is not accounted for by number: a message at another place than the next counts as out of
  /// order.
  @Override
  public Verdict verdict() {
    return loop.call(
        () -> {
          Counts counts = tally.counts();
          long lost = Math.max(0, counts.acknowledged() - counts.shown());
          long doubled = Math.max(0, counts.shown() - counts.acknowledged());
          long misplaced = troubles.values().stream().mapToLong(Long::longValue).sum();
          return new Verdict(counts.acknowledged(), counts.shown(), lost, doubled, misplaced);
        });
  }

  @Override
  public void close() {
    loop.call(
        () -> {
          isExpected = true;
          devices.forEach(BusyDevice::close);
          return true;
        });
    loop.close();
  }

  private final class Around implements BusyDevice.Surroundings {
    @Override
    public int inFlightWanted() {
      return inFlightWanted;
    }

    @Override
    public Outgoing newMessage(int number) {
      long now = System.nanoTime();
      EntryId id = new EntryId(random.nextLong(), random.nextLong());
      return new Outgoing(id, number, now, payload.make(number, now));
    }

    @Override
    public int random(int bound) {
      return random.nextInt(bound);
    }

    @Override
    public Tally tally() {
      return tally;
    }

    @Override
    public void onMade() {
      made++;
      makeMore();
    }

    @Override
    public void onTrouble(String what) {
      if (!isExpected) {
        troubles.merge(what, 1L, Long::sum);
      }
    }
  }
}
