package dev.godwit.device.conversation;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Receipt;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// Where the other members stand, and the ticks that follow from it. Numbers never go back,
/// whatever the node says.
public final class Cursors {
  private static final String PREFIX = "cursors/";

  private record Cursor(long delivered, long read) {
    static final Cursor NONE = new Cursor(0, 0);

    Cursor min(long head) {
      return new Cursor(Math.min(delivered, head), Math.min(read, head));
    }

    Cursor max(Cursor other) {
      return new Cursor(Math.max(delivered, other.delivered), Math.max(read, other.read));
    }
  }

  private final AccountId self;
  private final Conversations conversations;
  private final Draft draft;

  Cursors(AccountId self, Conversations conversations, Draft draft) {
    this.self = self;
    this.conversations = conversations;
    this.draft = draft;
  }

  /// These accounts are the members from now on. Who comes in counts as having seen what was there
  /// before.
  ///
  /// @param since the sequence at which each came in, 0 when that is not known
  public void members(ConversationState state, Map<AccountId, Long> since) {
    Map<AccountId, Cursor> known = load(state.id());
    Map<AccountId, Cursor> next = new TreeMap<>();
    since.forEach(
        (account, sequence) -> {
          if (!account.equals(self)) {
            Cursor start = new Cursor(sequence, sequence);
            next.put(account, known.getOrDefault(account, Cursor.NONE).max(start));
          }
        });
    if (!next.equals(known)) {
      store(state.id(), next);
      tick(state, next.values());
    }
  }

  /// How far another member has stored and read a conversation.
  public record Standing(long delivered, long read) {}

  /// Where each of the other members stands.
  public Map<AccountId, Standing> standings(ConversationId conversation) {
    Map<AccountId, Standing> standings = new TreeMap<>();
    load(conversation)
        .forEach(
            (account, cursor) ->
                standings.put(
                    account, new Standing(Math.max(cursor.delivered, cursor.read), cursor.read)));
    return standings;
  }

  /// The node has lost what came after `head`: nobody stands beyond it.
  public void shorten(ConversationState state, long head) {
    Map<AccountId, Cursor> known = load(state.id());
    known.replaceAll((_, cursor) -> cursor.min(head));
    store(state.id(), known);
    state.shorten(head);
    conversations.save(state);
  }

  void forget(ConversationId conversation) {
    draft.delete(PREFIX + conversation);
  }

  public void onReceipt(Receipt receipt) {
    conversations.find(receipt.conversation()).ifPresent(state -> onReceipt(state, receipt));
  }

  private void onReceipt(ConversationState state, Receipt receipt) {
    Map<AccountId, Cursor> known = load(state.id());
    boolean moved = false;
    for (MemberCursor cursor : receipt.cursors()) {
      moved |= cursor.account().equals(self) ? state.read(cursor.read()) : move(known, cursor);
    }
    if (moved) {
      store(state.id(), known);
      tick(state, known.values());
      conversations.save(state);
    }
  }

  private static boolean move(Map<AccountId, Cursor> known, MemberCursor cursor) {
    Cursor before = known.get(cursor.account());
    if (before == null) {
      return false;
    }
    Cursor after = before.max(new Cursor(cursor.delivered(), cursor.read()));
    known.put(cursor.account(), after);
    return !after.equals(before);
  }

  private void tick(ConversationState state, Collection<Cursor> others) {
    long delivered = others.stream().mapToLong(c -> Math.max(c.delivered, c.read)).min().orElse(0);
    long seen = others.stream().mapToLong(Cursor::read).min().orElse(0);
    long deliveredBefore = state.deliveredThrough();
    long seenBefore = state.seenThrough();
    boolean awaited = state.awaitsTicks();
    state.ticks(delivered, seen);
    if (awaited && state.deliveredThrough() > deliveredBefore) {
      draft.tell(new Event.Delivered(state.id(), deliveredBefore, state.deliveredThrough()));
    }
    if (awaited && state.seenThrough() > seenBefore) {
      draft.tell(new Event.Seen(state.id(), seenBefore, state.seenThrough()));
    }
  }

  private Map<AccountId, Cursor> load(ConversationId conversation) {
    Map<AccountId, Cursor> known = new TreeMap<>();
    Unpacker in = new Unpacker(draft.get(PREFIX + conversation).orElse(Bytes.EMPTY));
    while (in.hasMore()) {
      known.put(in.account(), new Cursor(in.number(), in.number()));
    }
    return known;
  }

  private void store(ConversationId conversation, Map<AccountId, Cursor> cursors) {
    Packer out = new Packer();
    cursors.forEach(
        (account, cursor) ->
            out.id(account.high(), account.low()).number(cursor.delivered).number(cursor.read));
    draft.put(PREFIX + conversation, out.toBytes());
  }
}
