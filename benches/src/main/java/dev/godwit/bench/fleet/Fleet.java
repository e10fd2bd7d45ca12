package dev.godwit.bench.fleet;

import dev.godwit.wire.EntryId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Devices of one process against one node. Its public methods may be called from any one thread.
public final class Fleet implements Talkers {
  /// Messages of each sender without a tick while [#firstsSend] fills the logs.
  private static final int FIRSTS_AHEAD = 20;

  private final Loop loop = new Loop();
  private final URI node;
  private final Tally tally = new Tally();
  private final SplittableRandom random;
  private final Payload payload;
  private final Connector connector;
  private final List<Device> devices = new ArrayList<>();

  private int inFlightWanted;
  private @Nullable String lastFailure;

  /// @param payloadBytes of each message, standing for a ciphertext
  /// @param seed decides ids and pauses
  public Fleet(URI node, List<Identity> identities, int payloadBytes, long seed) {
    this.node = node;
    random = new SplittableRandom(seed);
    payload = new Payload(payloadBytes, seed);
    connector = new Connector(loop, node, random.split());
    identities.forEach(identity -> devices.add(new Device(identity, new Around())));
    Turns.start(loop, devices, Device::heartbeat);
  }

  public int size() {
    return devices.size();
  }

  public Loop loop() {
    return loop;
  }

  /// Opens all sockets and waits until every session is up to date.
  public void connect(Duration timeMax) {
    connect(0, devices.size(), timeMax);
  }

  /// The same for the devices from `first` until before `end`.
  public void connect(int first, int end, Duration timeMax) {
    List<Device> some = devices.subList(first, end);
    loop.run(() -> some.forEach(connector::connect));
    awaitCaughtUp(some, timeMax);
  }

  public void awaitCaughtUp(Duration timeMax) {
    awaitCaughtUp(devices, timeMax);
  }

  private void awaitCaughtUp(List<Device> some, Duration timeMax) {
    loop.await(
        () -> some.stream().allMatch(Device::isCaughtUp),
        timeMax,
        () -> {
          long behind = some.stream().filter(device -> !device.isCaughtUp()).count();
          return behind + " of " + some.size() + " sessions did not catch up" + whyNot();
        });
  }

  /// Makes a direct conversation of each two neighbours and waits until both may send.
  public void pairUp(Duration timeMax) {
    loop.run(
        () -> {
          for (int i = 0; i + 1 < devices.size(); i += 2) {
            DirectConversation.create(devices.get(i), devices.get(i + 1), random);
          }
        });
    loop.await(
        () -> devices.stream().allMatch(Device::isJoined),
        timeMax,
        () -> "not every device was told of its conversation" + whyNot());
  }

  /// Of each pair, the second device goes away and stays away.
  public void secondsLeave(Duration timeMax) {
    loop.run(() -> seconds().forEach(connector::leave));
    loop.await(
        () -> seconds().noneMatch(Device::isCaughtUp), timeMax, () -> "a device did not leave");
  }

  /// Those that went away come back, all at once; waits until every one is up to date.
  public void secondsReturn(Duration timeMax) {
    loop.run(() -> seconds().forEach(connector::connect));
    awaitCaughtUp(timeMax);
  }

  /// Every connection ends now, and all come back without waiting for each other.
  public void dropAll() {
    loop.run(
        () -> {
          connector.openAllAtOnce();
          devices.forEach(Device::close);
        });
  }

  /// Waits until so many connections have ended since the fleet began.
  public void awaitDropped(long connections, Duration timeMax) {
    loop.await(
        () -> tally.counts().closed() >= connections,
        timeMax,
        () -> "only " + tally.counts().closed() + " connections ended" + whyNot());
  }

  /// Of each pair, the second device reads what arrives, or leaves it where it is.
  public void secondsRead(boolean read) {
    loop.run(() -> seconds().forEach(device -> device.read(read)));
  }

  private Stream<Device> seconds() {
    return IntStream.range(0, devices.size() / 2).mapToObj(pair -> devices.get(2 * pair + 1));
  }

  /// Of each pair, the first device sends so many messages; waits until all have their one tick.
  public void firstsSend(int messages, Duration timeMax) {
    long wanted = counts().acknowledged() + (long) messages * (devices.size() / 2);
    for (int i = 0; i < messages; i++) {
      loop.run(this::firstsSendOne);
      long soFar = wanted - (long) (messages - i - 1 + FIRSTS_AHEAD) * (devices.size() / 2);
      awaitAcknowledged(soFar, timeMax);
    }
    awaitAcknowledged(wanted, timeMax);
  }

  private void firstsSendOne() {
    for (int i = 0; i + 1 < devices.size(); i += 2) {
      devices.get(i).sendMessage(System.nanoTime());
      devices.get(i).flush();
    }
  }

  private void awaitAcknowledged(long messages, Duration timeMax) {
    loop.await(
        () -> tally.counts().acknowledged() >= messages,
        timeMax,
        () -> "only " + tally.counts().acknowledged() + " had their one tick" + whyNot());
  }

  /// Waits until so many messages were shown since the fleet began.
  public void awaitShown(long messages, Duration timeMax) {
    loop.await(
        () -> tally.counts().shown() >= messages,
        timeMax,
        () -> "only " + tally.counts().shown() + " were shown" + whyNot());
  }

  @Override
  public void keepInFlight(int messages) {
    loop.run(
        () -> {
          inFlightWanted = messages;
          devices.forEach(Device::pump);
          devices.forEach(Device::flush);
        });
  }

  /// Sends at a fixed rate whatever the answers do, the devices in turn, for `time`.
  public void sendAtRate(int messagesPerSecond, Duration time) {
    Pacer pacer = new Pacer(devices, messagesPerSecond, System.nanoTime());
    Loop.Repeated ticks = loop.repeat(Pacer.TICK_NANOS, pacer::onTick);
    loop.after(time, () -> true);
    ticks.stop();
  }

  /// Gets new tokens for all devices; to be called before the old ones have expired.
  public void renewTokens() throws InterruptedException {
    List<Identity> old = loop.call(() -> devices.stream().map(Device::identity).toList());
    try (Registrar registrar = new Registrar(node)) {
      List<Identity> renewed = registrar.renew(old);
      loop.run(
          () -> {
            for (int i = 0; i < renewed.size(); i++) {
              devices.get(i).renewed(renewed.get(i));
            }
          });
    }
  }

  /// Waits until so many messages have had their second tick since the fleet began.
  public void awaitReceipted(long messages, Duration timeMax) {
    loop.await(
        () -> tally.counts().receipted() >= messages,
        timeMax,
        () -> "only " + tally.counts().receipted() + " had their second tick" + whyNot());
  }

  @Override
  public void awaitQuiet(Duration timeMax) {
    loop.await(
        () -> devices.stream().allMatch(device -> device.inFlight() == 0),
        timeMax,
        () -> {
          List<Device> waiting = devices.stream().filter(device -> device.inFlight() > 0).toList();
          return waiting.size() + " devices wait for ticks, " + waiting.getFirst() + whyNot();
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

  public Latencies takeLatencies() {
    return loop.call(tally::takeLatencies);
  }

  @Override
  public Verdict verdict() {
    return loop.call(
        () ->
            devices.stream()
                .map(device -> device.check().verdict())
                .reduce(Verdict.NONE, Verdict::plus));
  }

  @Override
  public void close() {
    loop.call(
        () -> {
          connector.stop();
          devices.forEach(Device::close);
          return true;
        });
    loop.close();
  }

  private String whyNot() {
    return " (refusals " + tally.counts().refusals() + ", last failure: " + lastFailure + ")";
  }

  private final class Around implements Device.Surroundings {
    @Override
    public int inFlightWanted() {
      return inFlightWanted;
    }

    @Override
    public Payload payload() {
      return payload;
    }

    @Override
    public EntryId newEntryId() {
      return new EntryId(random.nextLong(), random.nextLong());
    }

    @Override
    public Tally tally() {
      return tally;
    }

    @Override
    public void schedule(long nanos, Runnable what) {
      loop.schedule(nanos, what);
    }

    @Override
    public void onCaughtUp(Device device) {
      connector.onCaughtUp(device);
    }

    @Override
    public void onClosed(Device device) {
      connector.onClosed(device);
    }

    @Override
    public void onFailure(Throwable cause) {
      lastFailure = cause.getMessage();
    }
  }
}
