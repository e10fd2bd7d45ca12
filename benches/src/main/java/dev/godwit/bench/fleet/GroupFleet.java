package dev.godwit.bench.fleet;

import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// All members of a group, each with one device, in this process; they may go on with another one.
/// Its public methods may be called from any one thread.
public final class GroupFleet implements AutoCloseable {
  private static final long HEARTBEAT_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Limits.HEARTBEAT_MILLIS);
  private static final int OPENING_MAX = 64;

  /// A device acknowledges what it has stored, and storing takes it some milliseconds. All devices
  /// are on one thread here: were each acknowledgement sent at once, the last member would wait for
  /// those of all the others, which it does not on a processor of its own. So this is longer than
  /// a message is on its way to all.
  private static final long STORING_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Loop loop = new Loop();
  private final URI node;
  private final SplittableRandom random;
  private final Payload payload;
  private final List<GroupDevice> members = new ArrayList<>();
  private final GroupTally tally;
  private final List<GroupDevice> owing = new ArrayList<>();
  private final Map<String, Long> troubles = new LinkedHashMap<>();

  /// Which members send as long as messages are wanted in flight.
  private int senders = 1;

  private int inFlightWanted;
  private int turn;
  private ConversationId group;
  private boolean ending;

  public GroupFleet(URI node, List<Identity> identities, int payloadBytes, long seed) {
    this.node = node;
    this.random = new SplittableRandom(seed);
    this.payload = new Payload(payloadBytes, seed);
    this.group = nextGroup();
    this.tally = new GroupTally(identities.size() - 1);
    identities.forEach(identity -> members.add(new GroupDevice(identity, new Around())));
    loop.repeat(HEARTBEAT_NANOS, () -> members.forEach(GroupDevice::heartbeat));
  }

  public int size() {
    return members.size();
  }

  /// Opens all sockets and waits until every session is up to date.
  public void connect(Duration timeMax) {
    for (int from = 0; from < members.size(); from += OPENING_MAX) {
      int until = Math.min(members.size(), from + OPENING_MAX);
      List<GroupDevice> some = members.subList(from, until);
      loop.run(() -> some.forEach(member -> loop.connect(node, member.identity().token(), member)));
      loop.await(
          () -> some.stream().allMatch(GroupDevice::isCaughtUp),
          timeMax,
          () -> "not every session caught up" + whyNot());
    }
  }

  private ConversationId nextGroup() {
    return new ConversationId(random.nextLong(), random.nextLong());
  }

  /// The first member makes a group, with which all go on; waits until all were told that they are
  /// in it.
  public void create(Duration timeMax) {
    List<Identity> identities = members.stream().map(GroupDevice::identity).toList();
    loop.run(
        () -> {
          members.forEach(GroupDevice::leaveBehind);
          group = nextGroup();
          tally.beginAnother();
          members.getFirst().send(GroupCommits.creation(group, identities, random));
        });
    loop.await(
        () -> members.stream().allMatch(GroupDevice::isJoined),
        timeMax,
        () -> "not every member was told of the group" + whyNot());
  }

  /// One member sends at a fixed rate for `time`.
  public void sendAtRate(int perSecond, Duration time) {
    Loop.Repeated ticks =
        loop.repeat(TimeUnit.SECONDS.toNanos(1) / perSecond, () -> send(members.getFirst()));
    loop.after(time, () -> true);
    ticks.stop();
  }

  /// Members send in turn so that this many messages are on their way to somebody; 0 stops.
  public void keepInFlight(int messages, int byMembers) {
    loop.run(
        () -> {
          senders = byMembers;
          inFlightWanted = messages;
          pump();
        });
  }

  private void pump() {
    while (tally.inFlight() < inFlightWanted) {
      send(members.get(turn++ % senders));
    }
  }

  private void acknowledge() {
    List<GroupDevice> now = List.copyOf(owing);
    owing.clear();
    now.forEach(GroupDevice::acknowledge);
  }

  private void send(GroupDevice member) {
    long now = System.nanoTime();
    int number = tally.onSend(now);
    EntryId id = new EntryId(random.nextLong(), random.nextLong());
    member.send(id, 1, payload.make(number, now));
  }

  /// Waits until every member has every message.
  public void awaitQuiet(Duration timeMax) {
    loop.await(
        () -> tally.inFlight() == 0,
        timeMax,
        () -> tally.inFlight() + " messages did not reach everybody" + whyNot());
  }

  /// @param messages sent so far
  /// @param deliveries messages that came to members, each counted for each
  /// @param receipts frames with receipts that came to the first member
  public record Count(long nanos, long messages, long deliveries, long receipts) {}

  public Count countAfter(Duration time) {
    return loop.after(time, this::count);
  }

  private Count count() {
    return new Count(
        System.nanoTime(), tally.messages(), tally.deliveries(), members.getFirst().receipts());
  }

  /// Nanoseconds until the last member had a message, since the last call.
  public Histogram takeLatencies() {
    return loop.call(tally::takeLatencies);
  }

  /// Entries that two members found at different sequences.
  public long outOfOrder() {
    return loop.call(tally::outOfOrder);
  }

  /// What should not have happened, with how often.
  public Map<String, Long> troubles() {
    return loop.call(() -> new LinkedHashMap<>(troubles));
  }

  private String whyNot() {
    return " " + troubles;
  }

  @Override
  public void close() {
    loop.call(
        () -> {
          ending = true;
          members.forEach(GroupDevice::close);
          return true;
        });
    loop.close();
  }

  private final class Around implements GroupDevice.Surroundings {
    @Override
    public ConversationId group() {
      return group;
    }

    @Override
    public void onMessage(Entry entry) {
      if (tally.onEntry(entry, System.nanoTime())) {
        pump();
      }
    }

    @Override
    public void onOwed(GroupDevice member) {
      if (owing.isEmpty()) {
        loop.schedule(STORING_NANOS, GroupFleet.this::acknowledge);
      }
      owing.add(member);
    }

    @Override
    public void onTrouble(String what) {
      if (!ending) {
        troubles.merge(what, 1L, Long::sum);
      }
    }
  }
}
