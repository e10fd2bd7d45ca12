package dev.godwit.device.outbox;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.device.trust.Self;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the person sent and the node does not have yet, durable, in order.
public final class Outbox {
  /// Messages that wait in all conversations together; more fail at once.
  public static final int MESSAGES_MAX = 10_000;

  private static final String PREFIX = "outbox/";
  private static final String ORDER = "outbox-order";
  private static final int ORDER_DIGITS = 16;
  private static final int ID_DIGITS = 32;

  private final Self self;
  private final Conversations conversations;
  private final Draft draft;
  private final Map<ConversationId, Deque<Waiting>> queues = new HashMap<>();
  private long lastOrder;
  private int size;

  public Outbox(Self self, Conversations conversations, Draft draft) {
    this.self = self;
    this.conversations = conversations;
    this.draft = draft;
    this.lastOrder = draft.get(ORDER).map(value -> new Unpacker(value).number()).orElse(0L);
    draft.scan(PREFIX).forEach(this::restore);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty(ConversationId conversation) {
    return !queues.containsKey(conversation);
  }

  /// The message whose turn it is.
  public Optional<Waiting> head(ConversationId conversation) {
    return Optional.ofNullable(queues.get(conversation)).map(Deque::peekFirst);
  }

  /// Puts a message at the end, or fails it at once when that cannot be.
  public void add(ConversationId conversation, EntryId id, Content content, long timeMillis) {
    Bytes encoded = ContentCodec.encode(content);
    Waiting waiting = new Waiting(id, ++lastOrder, timeMillis, encoded);
    draft.put(ORDER, new Packer().number(lastOrder).toBytes());
    Optional<ErrorCode> refusal = refusal(conversation, encoded);
    if (refusal.isPresent()) {
      tellFailed(conversation, waiting, refusal.get());
      return;
    }
    draft.put(key(conversation, waiting), waiting.encode());
    if (!content.isQuiet()) {
      draft.put(row(conversation, waiting, 0, timeMillis, new MessageState.Waiting()));
    }
    enqueue(conversation, waiting);
  }

  /// The node has the message at `sequence`: one tick. Answers what it says; empty when no such
  /// message waits here.
  public Optional<Content> sent(
      ConversationId conversation, EntryId id, long sequence, long timeMillis) {
    Optional<Waiting> waiting = remove(conversation, id);
    waiting.ifPresent(sent -> tellSent(conversation, sent, sequence, timeMillis));
    return waiting.map(sent -> ContentCodec.decode(sent.content()));
  }

  /// What a message says that waits here.
  public Optional<Content> find(ConversationId conversation, EntryId id) {
    return queues.getOrDefault(conversation, new ArrayDeque<>()).stream()
        .filter(waiting -> waiting.id().equals(id))
        .findFirst()
        .map(waiting -> ContentCodec.decode(waiting.content()));
  }

  /// The message will never be sent, or nobody takes it where it stands.
  public void failed(ConversationId conversation, EntryId id, ErrorCode code) {
    remove(conversation, id).ifPresent(failed -> tellFailed(conversation, failed, code));
  }

  /// No message of this conversation will ever be sent.
  public void allFailed(ConversationId conversation, ErrorCode code) {
    while (!isEmpty(conversation)) {
      failed(conversation, head(conversation).orElseThrow().id(), code);
    }
  }

  private Optional<ErrorCode> refusal(ConversationId conversation, Bytes content) {
    if (conversations.find(conversation).isEmpty()) {
      return Optional.of(ErrorCode.CONVERSATION_UNKNOWN);
    }
    if (content.size() > ContentCodec.CONTENT_BYTES_MAX) {
      return Optional.of(ErrorCode.ENTRY_TOO_LARGE);
    }
    return size >= MESSAGES_MAX ? Optional.of(ErrorCode.RATE_LIMITED) : Optional.empty();
  }

  private Optional<Waiting> remove(ConversationId conversation, EntryId id) {
    Deque<Waiting> queue = queues.getOrDefault(conversation, new ArrayDeque<>());
    Optional<Waiting> found = queue.stream().filter(w -> w.id().equals(id)).findFirst();
    found.ifPresent(
        waiting -> {
          queue.remove(waiting);
          size--;
          draft.delete(key(conversation, waiting));
        });
    if (queue.isEmpty()) {
      queues.remove(conversation);
    }
    return found;
  }

  private void tellSent(ConversationId conversation, Waiting sent, long sequence, long timeMillis) {
    Message row = row(conversation, sent, sequence, timeMillis, new MessageState.Sent());
    if (row.content().isQuiet()) {
      return;
    }
    draft.put(row);
    draft.tell(new Event.MessageSent(row));
    ConversationState state = conversations.find(conversation).orElseThrow();
    state.ownMessage(sequence);
    state.touch(timeMillis);
    conversations.save(state);
    tellTicks(state, sequence);
  }

  /// Others may have been heard of before the answer to the message came.
  private void tellTicks(ConversationState state, long sequence) {
    if (state.deliveredThrough() >= sequence) {
      draft.tell(new Event.Delivered(state.id(), sequence - 1, sequence));
    }
    if (state.seenThrough() >= sequence) {
      draft.tell(new Event.Seen(state.id(), sequence - 1, sequence));
    }
  }

  private void tellFailed(ConversationId conversation, Waiting failed, ErrorCode code) {
    MessageState state = new MessageState.Failed(code);
    Message row = row(conversation, failed, 0, failed.timeMillis(), state);
    if (row.content().isQuiet()) {
      return;
    }
    draft.put(row);
    draft.tell(new Event.MessageFailed(row, code));
  }

  private Message row(
      ConversationId conversation, Waiting waiting, long sequence, long time, MessageState state) {
    return new Message(
        conversation,
        waiting.id(),
        sequence,
        waiting.order(),
        self.account(),
        self.device(),
        time,
        state,
        ContentCodec.decode(waiting.content()));
  }

  private void restore(String key, Bytes value) {
    String id = key.substring(PREFIX.length(), PREFIX.length() + ID_DIGITS);
    enqueue(ConversationId.parse(id), Waiting.decode(value));
  }

  private void enqueue(ConversationId conversation, Waiting waiting) {
    queues.computeIfAbsent(conversation, _ -> new ArrayDeque<>()).add(waiting);
    conversations.wake(conversation);
    size++;
  }

  private static String key(ConversationId conversation, Waiting waiting) {
    String order = Long.toHexString(waiting.order());
    return PREFIX + conversation + "/" + "0".repeat(ORDER_DIGITS - order.length()) + order;
  }
}
