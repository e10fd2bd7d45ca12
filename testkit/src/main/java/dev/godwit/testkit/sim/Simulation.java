package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.testkit.MemoryLogs;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One run of the world from one seed: people chat while things go wrong, then everything works
/// again, and after bounded time everybody has the same.
public final class Simulation {
  private static final long TROUBLED_MILLIS = 20_000;
  private static final long SETTLE_MILLIS_MAX = 180_000;
  private static final long SETTLE_STEP_MILLIS = 1_000;
  private static final int INBOX_MAX = 5_000;

  /// What a run came to.
  ///
  /// @param traceHash of everything that happened, in its order
  /// @param entries in all conversations
  public record Outcome(long seed, long traceHash, long events, long entries, long sent) {}

  private final long seed;
  private final World world;
  private final MemoryLogs logs = new MemoryLogs(Limits.RETENTION_MILLIS);
  private final Judge judge;
  private final SimNode node;
  private final List<OpaqueHost> hosts = new ArrayList<>();
  private final Weather weather;
  private final Crowd crowd;

  private Simulation(long seed) {
    this.seed = seed;
    world = new World(seed);
    judge = new Judge(world, logs);
    node = new SimNode(world, logs, new Topology(1 + world.below(3)), config(), judge);
    makeDevices();
    crowd = new Crowd(world, logs, node, judge, hosts);
    weather = new Weather(world, logs, node, hosts, world.chance(0.15));
  }

  /// Runs the world of `seed`. Throws an AssertionError that names the seed, the rule that was
  /// broken and the command that repeats it.
  public static Outcome run(long seed) {
    Simulation simulation = new Simulation(seed);
    try {
      return simulation.run();
    } catch (RuntimeException | AssertionError failure) {
      throw Failure.explained("NodeSim", seed, simulation.world, failure);
    }
  }

  private WorkerConfig config() {
    return new WorkerConfig(
        Limits.HEARTBEAT_MILLIS,
        Limits.SILENT_MILLIS_MAX,
        Limits.SESSION_WINDOW_ENTRIES_MAX,
        world.oneOf(2, 1_000),
        world.oneOf(2, 1_000),
        500,
        world.oneOf(2, 32),
        world.oneOf(20, 1_000),
        world.oneOf(20, 1_000));
  }

  private void makeDevices() {
    int accounts = 2 + world.below(4);
    for (int a = 0; a < accounts; a++) {
      AccountId account = new AccountId(world.number(), world.number());
      for (int d = 1 + world.below(3); d > 0; d--) {
        DeviceId id = new DeviceId(world.number(), world.number());
        int delay = world.oneOf(1, 30, 400);
        int window = delay == 1 ? world.oneOf(1, 3, 16, 256) : world.oneOf(8, 256);
        var device = new OpaqueDevice(account, id, window, 1 + world.below(12), judge);
        int skew = world.oneOf(0, 0, -3_600_000, 10 * 365 * 24 * 3_600);
        hosts.add(new OpaqueHost(world, node, device, delay, skew));
      }
    }
  }

  private Outcome run() {
    world.runUntil(TROUBLED_MILLIS);
    weather.calm();
    crowd.fallSilent();
    settle();
    crowd.writeEverywhere();
    settle();
    checkEverything();
    return new Outcome(
        seed, world.trace().hash(), world.trace().count(), entries(), judge.sent().size());
  }

  // --- Settling ---

  private void settle() {
    long end = world.now() + SETTLE_MILLIS_MAX;
    do {
      world.runUntil(world.now() + SETTLE_STEP_MILLIS);
    } while (!unsettled().isEmpty() && world.now() < end);
    judge.isTrue(unsettled().isEmpty(), "everybody ends up with everything", unsettled());
  }

  /// What is still under way, in words.
  private List<String> unsettled() {
    List<String> all = new ArrayList<>();
    if (crowd.requested() > 0) {
      all.add("requests " + crowd.requested());
    }
    if (!logs.intents(1).isEmpty()) {
      all.add("intents " + logs.intents(9));
    }
    hosts.forEach(host -> unsettled(host.device(), all));
    return all;
  }

  private void unsettled(OpaqueDevice device, List<String> all) {
    if (!device.isCaughtUp() || device.outboxSize() > 0) {
      all.add(device.device() + " has " + device.outboxSize() + " to send");
    }
    for (ConversationId conversation : crowd.conversations()) {
      LogId log = LogId.of(conversation);
      ConversationState state = ConversationState.decode(logs.keptState(log).snapshot());
      if (state.roster().contains(device.account())) {
        long head = logs.keptState(log).head();
        var chat = device.chats().get(conversation);
        if (chat == null || chat.position != head) {
          long position = chat == null ? -1 : chat.position;
          all.add(device.device() + " is at " + position + " of " + head + " " + conversation);
        } else if (delivered(conversation, device.device()) < newestToAck(chat, state, device)) {
          all.add(device.device() + " acknowledged less than " + head + " of " + conversation);
        }
      }
    }
  }

  /// The newest entry that the device stored as a member; it has nothing else to acknowledge.
  private static long newestToAck(
      OpaqueDevice.Chat chat, ConversationState state, OpaqueDevice device) {
    long since = state.roster().member(device.account()).orElseThrow().since();
    long newest = chat.stored.isEmpty() ? 0 : chat.stored.getLast();
    return newest > since ? newest : 0;
  }

  private long delivered(ConversationId conversation, DeviceId device) {
    return logs.cursors(conversation).stream()
        .filter(cursor -> cursor.device().equals(device))
        .mapToLong(DeviceCursor::delivered)
        .findFirst()
        .orElse(0);
  }

  // --- The last judgement ---

  private void checkEverything() {
    crowd.conversations().forEach(this::checkLog);
    crowd.conversations().forEach(this::checkEpochs);
    hosts.forEach(host -> checkAccountLog(LogId.of(host.account())));
    for (Sent sent : judge.sent().values()) {
      logs.kept(LogId.of(sent.conversation()), sent.sequence())
          .ifPresent(kept -> checkId(sent, kept));
    }
    hosts.forEach(host -> checkDevice(host.device()));
    judge.isTrue(node.inboxPeak() < INBOX_MAX, "queues are bounded", node.inboxPeak());
  }

  private void checkId(Sent sent, LogEntry kept) {
    judge.isTrue(kept.id().equals(sent.id()), "what was sent is where it was said to be", sent);
  }

  private void checkLog(ConversationId conversation) {
    Map<EntryId, LogEntry> ids = new HashMap<>();
    long head = logs.keptState(LogId.of(conversation)).head();
    for (long sequence = 1; sequence <= head; sequence++) {
      logs.kept(LogId.of(conversation), sequence)
          .ifPresent(entry -> checkOnce(ids.put(entry.id(), entry), entry));
    }
  }

  /// A retry that comes when the first is past retention is a new entry; see INTENTIONAL.
  private void checkOnce(@Nullable LogEntry before, LogEntry entry) {
    boolean once =
        before == null || entry.timeMillis() - before.timeMillis() > Limits.RETENTION_MILLIS;
    judge.isTrue(once, "an id is in the log once", entry);
  }

  private void checkAccountLog(LogId log) {
    Set<EntryId> ids = new HashSet<>();
    for (long sequence = 1; sequence <= logs.keptState(log).head(); sequence++) {
      LogEntry entry = logs.kept(log, sequence).orElseThrow();
      judge.isTrue(ids.add(entry.id()), "what a commit causes happens once", entry);
    }
  }

  /// Each commit leads to the next epoch, and messages are of one of the last three.
  private void checkEpochs(ConversationId conversation) {
    LogId log = LogId.of(conversation);
    long epoch = -1;
    for (long sequence = 1; sequence <= logs.keptState(log).head(); sequence++) {
      Optional<Entry> kept = logs.kept(log, sequence).map(entry -> entry(entry.frame()));
      if (kept.isPresent() && kept.get().kind() == EntryKind.COMMIT) {
        boolean follows = epoch == -1 || kept.get().epoch() == epoch;
        judge.isTrue(follows, "a commit is made for the epoch of the head", kept.get());
        epoch = kept.get().epoch() + 1;
      } else if (kept.isPresent() && epoch != -1) {
        boolean recent = kept.get().epoch() <= epoch && kept.get().epoch() >= epoch - 2;
        judge.isTrue(recent, "a message is of one of the last three epochs", kept.get());
      }
    }
  }

  private static Entry entry(Bytes frame) {
    return (Entry) Frame.decode(frame);
  }

  private void checkDevice(OpaqueDevice device) {
    device
        .chats()
        .forEach(
            (conversation, chat) -> {
              checkOrder(chat);
              chat.ids.forEach(
                  (sequence, id) ->
                      logs.kept(LogId.of(conversation), sequence)
                          .ifPresent(
                              kept ->
                                  judge.isTrue(
                                      kept.id().equals(id),
                                      "everybody has the same at a sequence",
                                      sequence)));
            });
  }

  private void checkOrder(OpaqueDevice.Chat chat) {
    long before = 0;
    for (long sequence : chat.stored) {
      judge.isTrue(sequence > before, "nothing is shown twice or out of order", chat.stored);
      before = sequence;
    }
  }

  private long entries() {
    return crowd.conversations().stream()
        .mapToLong(conversation -> logs.keptState(LogId.of(conversation)).head())
        .sum();
  }
}
