package dev.godwit.device.intention;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The intentions that are not so yet: durable, in the order in which they were wanted.
public final class Queue {
  /// Intentions of one conversation that wait; more fail at once.
  public static final int INTENTIONS_MAX = 256;

  private static final String PREFIX = "intention/";
  private static final String ORDER = "intention-order";
  private static final int ORDER_DIGITS = 16;
  private static final int ID_DIGITS = 32;

  private final Conversations conversations;
  private final Draft draft;
  private final Map<ConversationId, Deque<Kept>> queues = new HashMap<>();
  private long lastOrder;

  public Queue(Conversations conversations, Draft draft) {
    this.conversations = conversations;
    this.draft = draft;
    lastOrder = draft.get(ORDER).map(value -> new Unpacker(value).number()).orElse(0L);
    draft
        .scan(PREFIX)
        .forEach(
            (key, value) -> {
              String id = key.substring(PREFIX.length(), PREFIX.length() + ID_DIGITS);
              enqueue(ConversationId.parse(id), IntentionCodec.decode(value));
            });
  }

  /// Keeps an intention, or fails it at once when there are too many.
  public void add(ConversationId conversation, EntryId id, Intention intention) {
    if (queues.getOrDefault(conversation, new ArrayDeque<>()).size() >= INTENTIONS_MAX) {
      draft.tell(new Event.IntentionFailed(conversation, id, ErrorCode.RATE_LIMITED));
      return;
    }
    Kept kept = new Kept(id, ++lastOrder, intention, List.of());
    draft.put(ORDER, new Packer().number(lastOrder).toBytes());
    draft.put(key(conversation, kept), IntentionCodec.encode(kept));
    enqueue(conversation, kept);
  }

  public boolean isEmpty(ConversationId conversation) {
    return !queues.containsKey(conversation);
  }

  /// How many intentions of all conversations wait.
  public int size() {
    return queues.values().stream().mapToInt(Deque::size).sum();
  }

  Optional<Kept> head(ConversationId conversation) {
    return Optional.ofNullable(queues.get(conversation)).map(Deque::peekFirst);
  }

  Optional<Kept> find(ConversationId conversation, long order) {
    return queues.getOrDefault(conversation, new ArrayDeque<>()).stream()
        .filter(kept -> kept.order() == order)
        .findFirst();
  }

  /// Keeps what has become known of the intention at the head.
  Kept replace(ConversationId conversation, Kept next) {
    Deque<Kept> queue = queues.getOrDefault(conversation, new ArrayDeque<>());
    Kept head = queue.peekFirst();
    if (head != null && head.order() == next.order()) {
      queue.removeFirst();
      queue.addFirst(next);
      draft.put(key(conversation, next), IntentionCodec.encode(next));
    }
    return next;
  }

  void done(ConversationId conversation, Kept kept) {
    if (remove(conversation, kept)) {
      List<AccountId> leftOut = kept.leftOut();
      draft.tell(new Event.IntentionDone(conversation, kept.id(), leftOut));
    }
  }

  void failed(ConversationId conversation, Kept kept, ErrorCode code) {
    if (remove(conversation, kept)) {
      draft.tell(new Event.IntentionFailed(conversation, kept.id(), code));
    }
  }

  /// The account is no member any more: that was wanted, or nothing else can be.
  void endAll(ConversationId conversation, ErrorCode code) {
    for (Optional<Kept> next = head(conversation); next.isPresent(); next = head(conversation)) {
      if (next.get().intention() instanceof Intention.Leave) {
        done(conversation, next.get());
      } else {
        failed(conversation, next.get(), code);
      }
    }
  }

  private boolean remove(ConversationId conversation, Kept kept) {
    Deque<Kept> queue = queues.getOrDefault(conversation, new ArrayDeque<>());
    boolean removed = queue.removeIf(each -> each.order() == kept.order());
    if (removed) {
      draft.delete(key(conversation, kept));
    }
    if (queue.isEmpty()) {
      queues.remove(conversation);
    }
    return removed;
  }

  private void enqueue(ConversationId conversation, Kept kept) {
    queues.computeIfAbsent(conversation, _ -> new ArrayDeque<>()).add(kept);
    conversations.wake(conversation);
  }

  private static String key(ConversationId conversation, Kept kept) {
    String order = Long.toHexString(kept.order());
    String zeros = "0".repeat(ORDER_DIGITS - order.length());
    return PREFIX + conversation + "/" + zeros + order;
  }
}
