package dev.godwit.device.sync;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.conversation.RecentIds;
import dev.godwit.device.group.Joining;
import dev.godwit.device.group.Place;
import dev.godwit.device.own.OwnDevices;
import dev.godwit.device.session.Link;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Self;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;

/// Follows the account's own log, in order and each entry once.
public final class AccountLog {
  private static final String KEY = "account-position";

  /// The sequence of what is told before it is in the log.
  private static final long AHEAD = 0;

  /// A session that leaves an entry out is given up, but not more often than this.
  private static final long GIVE_UP_MILLIS = 10_000;

  private final Self self;
  private final Link link;
  private final Joining joining;
  private final OwnDevices devices;
  private final RecentIds recentIds;
  private final Draft draft;
  private long position;
  private boolean moved;
  private long gaveUpMillis = -GIVE_UP_MILLIS;

  public AccountLog(
      Self self, Link link, Joining joining, OwnDevices devices, RecentIds recentIds, Draft draft) {
    this.self = self;
    this.link = link;
    this.joining = joining;
    this.devices = devices;
    this.recentIds = recentIds;
    this.draft = draft;
    this.position = draft.get(KEY).map(value -> new Unpacker(value).number()).orElse(0L);
  }

  /// The last entry that is stored.
  public long position() {
    return position;
  }

  /// The node was restored, and the log ended at `head` then.
  void cut(long head) {
    recentIds.forgetAfter(ConversationId.NONE, head);
    position = Math.min(position, head);
    draft.put(KEY, new Packer().number(position).toBytes());
  }

  public void onEntry(AccountEntry entry) {
    if (entry.sequence() == AHEAD) {
      onAhead(entry);
      return;
    }
    if (recentIds.isOther(ConversationId.NONE, entry.sequence(), entry.id())) {
      position = Math.min(position, entry.sequence() - 1);
    }
    if (entry.sequence() == position + 1) {
      position = entry.sequence();
      moved = true;
      draft.put(KEY, new Packer().number(position).toBytes());
      recentIds.remember(ConversationId.NONE, position, entry.id());
      follow(entry);
    } else if (entry.sequence() > position) {
      giveUp();
    } else {
      moved = true;
    }
  }

  /// The last that this device hears.
  private void onAhead(AccountEntry entry) {
    if (entry.kind() == AccountEntryKind.DEVICE_REVOKED && entry.device().equals(self.device())) {
      follow(entry);
    }
  }

  /// Writes what is to be told into the step.
  public void flush() {
    if (moved && link.session().isOpen()) {
      draft.send(new AccountAck(position));
    }
    moved = false;
  }

  private void follow(AccountEntry entry) {
    boolean isForThis = entry.device().equals(self.device());
    switch (entry.kind()) {
      case JOINED -> {
        boolean late = devices.isFromBefore(entry.time());
        joining.onJoined(entry.conversation(), entry.conversationSequence(), late);
      }
      case LEFT ->
          joining.onLeft(entry.conversation(), entry.conversationSequence(), entry.sequence());
      case WELCOMED -> {
        if (isForThis) {
          Place commit = new Place(entry.conversationSequence(), entry.time());
          joining.onWelcomed(entry.conversation(), commit, entry.payload());
        }
      }
      case DEVICE_REVOKED -> {
        devices.onRevoked(entry.device(), entry.payload(), entry.time());
        if (isForThis) {
          draft.tell(new Event.ErrorHappened(ErrorCode.DEVICE_REVOKED));
        }
      }
      case DEVICE_LINKED -> devices.onLinked(entry.device(), entry.payload(), entry.time());
      case UNKNOWN -> {}
    }
  }

  /// There is no Fetch for this log: a new session starts at the position.
  private void giveUp() {
    if (link.clock().elapsedMillis() - gaveUpMillis >= GIVE_UP_MILLIS) {
      gaveUpMillis = link.clock().elapsedMillis();
      link.session().giveUp();
    }
  }
}
