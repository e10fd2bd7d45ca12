package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Receipt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Tells members where the others stand. In a large conversation receipts are gathered for a while,
/// so that their number does not grow with the square of the members.
final class Receipts {
  private final ConversationId conversation;
  private final ReceiptConfig config;
  private final Set<AccountId> gathered = new LinkedHashSet<>();
  private long dueMillis;

  Receipts(ConversationId conversation, ReceiptConfig config) {
    this.conversation = conversation;
    this.config = config;
  }

  boolean isGathering() {
    return !gathered.isEmpty();
  }

  /// Whether receipts of so many members wait for others.
  boolean gathers(int members) {
    return members > config.membersAtOnce();
  }

  void gather(Set<AccountId> moved, long nowMillis) {
    if (gathered.isEmpty()) {
      dueMillis = nowMillis + config.gatherMillis();
    }
    gathered.addAll(moved);
  }

  boolean isDue(long nowMillis) {
    return isGathering() && nowMillis >= dueMillis;
  }

  Set<AccountId> takeGathered() {
    Set<AccountId> taken = new LinkedHashSet<>(gathered);
    gathered.clear();
    return taken;
  }

  void tell(
      Collection<AccountId> moved,
      Cursors cursors,
      Audience audience,
      DeviceId except,
      ConversationEffects out) {
    if (!moved.isEmpty()) {
      out.tell(audience, conversation, Frame.encode(receipt(moved, cursors)), except, true);
    }
  }

  Receipt receipt(Collection<AccountId> accounts, Cursors cursors) {
    List<MemberCursor> all = new ArrayList<>(accounts.size());
    for (AccountId account : accounts) {
      all.add(cursors.of(account));
    }
    return new Receipt(conversation, all);
  }
}
