package dev.godwit.testkit.sim;

import dev.godwit.core.log.LogId;
import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.content.LossReason;
import dev.godwit.device.content.RefusalReason;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import dev.godwit.wire.Send;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Looks over the shoulders of all devices: holds each row that one is about to show against who
/// may read it, what the others show, and what it showed before.
final class Witness {
  /// Why a device may refuse to send what its person has said.
  private static final Set<ErrorCode> FINAL =
      Set.of(
          ErrorCode.NOT_A_MEMBER,
          ErrorCode.CONVERSATION_UNKNOWN,
          ErrorCode.ANNOUNCEMENTS_ONLY,
          ErrorCode.NOT_AN_ADMIN,
          ErrorCode.NO_KEY_PACKAGE);

  /// Clocks of nodes are at most so far from each other.
  private static final long CLOCKS_MILLIS = 2 * 3_600_000;

  /// For so long a key package is good.
  private static final long KEY_PACKAGE_MILLIS = 90L * 24 * 3_600_000;

  private record Shown(AccountId author, Content content) {}

  private record Seat(DeviceId device, ConversationId conversation) {}

  private final World world;
  private final Judge judge;
  private final Ledger ledger;
  private final Backups backups;
  private final Map<ConversationId, NavigableMap<Long, Shown>> shown = new HashMap<>();

  /// What was shown of histories that are lost with the store of the nodes, and what of them still
  /// was under way then.
  private final Map<EntryId, Shown> shownOfLost = new HashMap<>();

  private final Map<Seat, Long> expired = new HashMap<>();
  private final Set<DeviceId> setBack = new HashSet<>();
  private final Set<Seat> noticed = new HashSet<>();

  /// Where a device lost its keys with the store of the nodes, and has not joined anew yet.
  private final Set<Seat> cut = new HashSet<>();

  /// By which entry a device had come in when it was open for the first time.
  private final Map<Seat, Long> opened = new HashMap<>();

  /// Where a device stood still until its person let it go on.
  private final Set<Seat> held = new HashSet<>();

  Witness(Stage stage) {
    this.world = stage.world();
    this.judge = stage.judge();
    this.ledger = stage.ledger();
    this.backups = stage.backups();
    backups.with(() -> this::onRestored);
  }

  /// The nodes have gone back to a backup: what was shown of what came after is history.
  private void onRestored() {
    shown.forEach((id, all) -> all.tailMap(ledger.head(LogId.of(id)), false).clear());
    expired.replaceAll(
        (seat, sequence) -> Math.min(sequence, ledger.head(LogId.of(seat.conversation()))));
  }

  // --- What devices show ---

  /// A device is about to show a row, in place of `before`.
  void onRow(RealHost host, Optional<Message> before, Message row) {
    before.ifPresent(old -> checkUnchanged(old, row));
    if (row.state() instanceof MessageState.Failed(var code)) {
      judge.isTrue(FINAL.contains(code), "no message fails for good", code + " " + row);
    }
    if (row.sequence() == 0 || isOwnView(row)) {
      return;
    }
    if (row.content() instanceof Content.Lost(var reason)) {
      onHole(host, row, reason);
    } else {
      onTold(host, row);
    }
  }

  /// What was in a log that was lost may come again, in another place; so may what is sent again
  /// when the first is past retention, see INTENTIONAL.
  private void checkUnchanged(Message before, Message row) {
    if (row.timeMillis() - before.timeMillis() > Limits.RETENTION_MILLIS) {
      shown.getOrDefault(row.conversation(), new TreeMap<>()).remove(before.sequence());
      return;
    }
    judge.isTrue(
        before.sequence() == 0
            || isLost(before)
            || (before.sequence() == row.sequence() && before.content().equals(row.content())),
        "what was shown does not change",
        before + " and now " + row);
  }

  /// A line that a device makes of what it knows, not of an entry: how it came in, who came and
  /// went while it could not follow, whose identity has changed, what it refused.
  private static boolean isOwnView(Message row) {
    boolean ofNoEntry = row.id().equals(new EntryId(row.conversation().low(), row.sequence()));
    return row.content() instanceof Content.Changed(var changes)
        && (ofNoEntry
            || changes.getFirst() instanceof GroupChange.IdentityChanged
            || changes.getFirst() instanceof GroupChange.Refused);
  }

  private void onTold(RealHost host, Message row) {
    boolean isPlain = row.content() instanceof Content.Changed;
    Ledger history = isLost(row) ? ledger.lost() : ledger;
    judge.isTrue(
        isPlain
            ? history.wasMember(host.account(), row.conversation(), row.sequence() + 1)
            : history.wasIn(host.id(), row.conversation(), row.sequence()),
        "a device reads only what is said while it is in",
        host.id() + " " + row);
    Shown told = new Shown(row.account(), row.content());
    Shown first =
        isLost(row)
            ? shownOfLost.putIfAbsent(row.id(), told)
            : shown
                .computeIfAbsent(row.conversation(), _ -> new TreeMap<>())
                .putIfAbsent(row.sequence(), told);
    judge.isTrue(
        first == null || first.equals(told),
        "all devices show the same at a sequence",
        first + " and on " + host.id() + " " + row);
  }

  /// Whether the row shows what came after a backup that the nodes have gone back to.
  boolean isLost(Message row) {
    return backups.wasUsed()
        && !ledger.isAt(row.conversation(), row.sequence(), row.id())
        && !isOwnView(row)
        && !(row.content() instanceof Content.Lost);
  }

  private void onHole(RealHost host, Message row, LossReason reason) {
    Seat seat = new Seat(host.id(), row.conversation());
    boolean expected =
        switch (reason) {
          case EXPIRED -> {
            expired.merge(seat, row.sequence(), Math::max);
            yield isPastRetention(row.conversation(), row.sequence());
          }
          case KEYS_MISSING, TOO_MANY_WAITING -> {
            if (mayHaveLostKeys(seat)) {
              expired.merge(seat, row.sequence(), Math::max);
            }
            yield !ledger.wasIn(host.id(), row.conversation(), row.sequence())
                || expired.containsKey(seat)
                || isOwnWelcome(seat, row, reason)
                || isHoleOfLost(row);
          }
          case NOT_ALLOWED -> true;
          case OWN_FORGOTTEN -> ledger.again(row.conversation()).contains(row.sequence());
          case NOT_AUTHENTIC, MALFORMED -> false;
        };
    expected |= wasSetBack(host.id());
    judge.isTrue(expected, "a hole has a reason", host.id() + " " + row);
  }

  /// The commit that lets a device in may come before the welcome, when no more may wait; there is
  /// nothing in it that the device misses.
  private boolean isOwnWelcome(Seat seat, Message row, LossReason reason) {
    return reason == LossReason.TOO_MANY_WAITING
        && ledger.cameIn(seat.device(), seat.conversation()) == row.sequence();
  }

  /// Whether a device that does not know yet that the log was lost could not read what was in it.
  private boolean isHoleOfLost(Message row) {
    return backups.wasUsed()
        && ledger
            .line(LogId.of(row.conversation()), row.sequence())
            .filter(line -> line.timeMillis() == row.timeMillis())
            .isEmpty();
  }

  private boolean mayHaveLostKeys(Seat seat) {
    return held.contains(seat)
        || cut.contains(seat)
        || expired.containsKey(seat)
        || isWayInGone(seat);
  }

  /// A device that had lost its keys has come in anew, by its newest commit. What changed before is
  /// told then in one line: who has come and gone.
  private void onRepaired(Seat seat) {
    if (mayHaveLostKeys(seat)) {
      expired.merge(seat, ledger.newestCommit(seat.device(), seat.conversation()), Math::max);
    }
    cut.remove(seat);
  }

  /// A conversation is open on a device. It may have come in by itself long ago, by a commit of
  /// which it never heard: past retention nobody can tell it any more. So it comes in anew, and as
  /// far as it knows for the first time: what was said before is not for it.
  void onOpened(RealHost host, ConversationId conversation) {
    Seat seat = new Seat(host.id(), conversation);
    Long came = ledger.cameIn(host.id(), conversation);
    if (!came.equals(opened.put(seat, came)) && isWayInGone(seat)) {
      expired.merge(seat, ledger.newestCommit(host.id(), conversation), Math::max);
    }
  }

  /// The commit by which the device came in is past retention: when its answer or its welcome was
  /// lost until then, the device has to join anew. So it has when it was let in with a key package
  /// that was claimed before it expired and used long after.
  private boolean isWayInGone(Seat seat) {
    long came = ledger.cameIn(seat.device(), seat.conversation());
    return isPastRetention(seat.conversation(), came)
        || ledger
            .line(LogId.of(seat.conversation()), came)
            .filter(line -> line.timeMillis() - World.START_MILLIS > KEY_PACKAGE_MILLIS)
            .isPresent();
  }

  private boolean isPastRetention(ConversationId conversation, long sequence) {
    long latest = world.wallMillis() + CLOCKS_MILLIS - Limits.RETENTION_MILLIS;
    return ledger
        .line(LogId.of(conversation), sequence)
        .filter(line -> line.timeMillis() < latest)
        .isPresent();
  }

  /// A device tells its person something.
  void onEvent(RealHost host, Event event) {
    switch (event) {
      case Event.CommitRefused(var conversation, var sequence, var reason)
          when reason == RefusalReason.NOT_ALLOWED && ledger.cameBack(conversation, sequence) -> {
        held.add(new Seat(host.id(), conversation));
        world.after(1, () -> goOn(host, conversation));
      }
      case Event.OldCopyDetected(var conversation)
          when wasSetBack(host.id()) || !ledger.again(conversation).isEmpty() ->
          noticed.add(new Seat(host.id(), conversation));
      case Event.LogShortened(var conversation, _) when backups.wasUsed() ->
          cut.add(new Seat(host.id(), conversation));
      case Event.Repaired(var conversation) -> onRepaired(new Seat(host.id(), conversation));
      case Event.CommitRefused _, Event.OldCopyDetected _, Event.LogShortened _ ->
          throw judge.broken("nobody is blamed who keeps to the rules", host.id() + " " + event);
      default -> {}
    }
  }

  /// The person looks at what was refused and lets it be: a member came back that this device was
  /// never told of.
  private static void goOn(RealHost host, ConversationId conversation) {
    host.does(
        device -> {
          device.letGoOn(conversation, host.now());
          return device;
        });
  }

  // --- Devices that were set back ---

  /// A device goes on with an old copy of its store. What it did since it has forgotten.
  void onSetBack(DeviceId device) {
    setBack.add(device);
  }

  boolean wasSetBack(DeviceId device) {
    return setBack.contains(device);
  }

  /// A device sends a message under a key that it has used before. Who goes on with an old copy of
  /// its folder cannot know what came into the log late or never; it is judged by [Setback].
  void onKeyUsedTwice(RealHost host, Send send, EntryId before) {
    judge.isTrue(
        wasSetBack(host.id()),
        "no key is used twice",
        host.id() + " for " + before + " and " + send.id());
  }

  /// Whether the device has noticed that it was set back, by what is in a conversation.
  boolean hasNoticed(DeviceId device, ConversationId conversation) {
    return noticed.contains(new Seat(device, conversation));
  }

  /// Whether the device has missed, by then expired, what was behind an entry. It comes in anew.
  boolean hasMissed(DeviceId device, ConversationId conversation, long behind) {
    return expired.getOrDefault(new Seat(device, conversation), 0L) > behind;
  }

  /// Where the device was in and is not any more.
  List<ConversationId> outOf(DeviceId device) {
    return ledger.conversations().stream()
        .filter(id -> ledger.cameIn(device, id) > 0)
        .filter(id -> !ledger.wasIn(device, id, ledger.head(LogId.of(id)) + 1))
        .toList();
  }

  // --- What was shown ---

  /// What devices showed of a conversation, by sequence; holes are not in it.
  Map<Long, ?> shown(ConversationId conversation) {
    return shown.getOrDefault(conversation, new TreeMap<>());
  }

  /// From behind there the device has seen everything.
  long seesFrom(DeviceId device, ConversationId conversation) {
    long came = ledger.cameIn(device, conversation);
    return Math.max(came, expired.getOrDefault(new Seat(device, conversation), 0L));
  }
}
