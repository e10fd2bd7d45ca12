package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Receipt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Tells members where the others stand.
///
/// In a large conversation cursors are gathered for a while before they are made durable and told,
/// and only those are told who wrote one of the newest entries. So neither writes nor receipts
/// grow with the square of the members, and a session gets at most one frame in that while. Then
/// they wait a little for an entry that comes anyway, and are kept by the same write.
final class Receipts {
  /// How long what was gathered waits for an entry to go with.
  static final int ENTRY_MILLIS = 100;

  private final ConversationId conversation;
  private final ReceiptConfig config;
  private boolean gathering;
  private long dueMillis;

  /// Who is told in a large conversation.
  record Chosen(Set<AccountId> writers, Roster roster, Shares shares) {
    Audience audience(Set<AccountId> accounts) {
      return Audience.of(roster, accounts, shares);
    }
  }

  Receipts(ConversationId conversation, ReceiptConfig config) {
    this.conversation = conversation;
    this.config = config;
  }

  boolean isGathering() {
    return gathering;
  }

  /// Whether receipts of so many members wait for others.
  boolean gathers(int members) {
    return members > config.membersAtOnce();
  }

  /// Some cursor moves.
  void gather(long nowMillis) {
    if (!gathering) {
      gathering = true;
      dueMillis = nowMillis + config.gatherMillis();
    }
  }

  /// Whether what was gathered goes with the next entry.
  boolean isDue(long nowMillis) {
    // A clock that was set back must not put it off.
    long sinceMillis = dueMillis - config.gatherMillis();
    return gathering && (nowMillis >= dueMillis || nowMillis < sinceMillis);
  }

  /// Whether no entry came, so that it goes by itself.
  boolean isOverdue(long nowMillis) {
    return isDue(nowMillis) && (nowMillis < dueMillis || nowMillis >= dueMillis + ENTRY_MILLIS);
  }

  /// What was gathered goes out.
  void gathered() {
    gathering = false;
  }

  /// All are told of all.
  void tellAll(
      Cursors.Moved moved,
      Cursors cursors,
      Audience audience,
      DeviceId except,
      ConversationEffects out) {
    if (!moved.accounts().isEmpty()) {
      Bytes frame = Frame.encode(receipt(moved.accounts(), cursors));
      out.tell(audience, conversation, frame, except, true);
    }
  }

  /// Writers are told of all, the others of what they have read themselves with another device.
  void tellSome(Cursors.Moved moved, Cursors cursors, Chosen chosen, ConversationEffects out) {
    tellAll(moved, cursors, chosen.audience(chosen.writers()), DeviceId.NONE, out);
    moved
        .reading()
        .forEach(
            (account, device) -> {
              if (!chosen.writers().contains(account)) {
                Bytes frame = Frame.encode(receipt(List.of(account), cursors));
                out.tell(chosen.audience(Set.of(account)), conversation, frame, device, true);
              }
            });
  }

  Receipt receipt(Collection<AccountId> accounts, Cursors cursors) {
    List<MemberCursor> all = new ArrayList<>(accounts.size());
    for (AccountId account : accounts) {
      all.add(cursors.of(account));
    }
    return new Receipt(conversation, all);
  }
}
