package dev.godwit.cli.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.client.Conversation;
import dev.godwit.client.Event;
import dev.godwit.client.Godwit;
import dev.godwit.client.Me;
import dev.godwit.client.Message;
import dev.godwit.client.Recipient;
import dev.godwit.client.Sending;
import dev.godwit.client.Tick;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Limits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// *SendMessage(fromUser, toUser, clientMetaData, message)* and *Conversation(userId, offset,
/// messageCount, timeStamp)* with plain text, done by this device.
final class PlainApi {
  private static final int COUNT_DEFAULT = 50;
  private static final int SCANNED_MAX = 100_000;
  private static final Duration SENT_TIMEOUT = Duration.ofSeconds(10);

  private final Godwit godwit;
  private final Me me;

  PlainApi(Godwit godwit) {
    this.godwit = godwit;
    me = godwit.me();
  }

  /// An answer with its HTTP status.
  record Reply(int status, ObjectNode body) {}

  /// `POST /v1/messages`: 201 when the node has the message, 202 when it waits in the outbox.
  Reply send(JsonNode body) throws InterruptedException {
    requireMe(text(body, "fromUser"));
    String message = text(body, "message");
    String metaData = body.path("clientMetaData").asText("");
    if (metaData.getBytes(StandardCharsets.UTF_8).length > Limits.CLIENT_META_DATA_BYTES_MAX) {
      throw Refusal.malformed(
          "clientMetaData has at most " + Limits.CLIENT_META_DATA_BYTES_MAX + " bytes.");
    }
    Recipient to = Recipient.parse(text(body, "toUser"));
    return send(to, message, metaData);
  }

  private Reply send(Recipient to, String message, String metaData) throws InterruptedException {
    SentWait wait = new SentWait();
    try (Godwit.Listening _ = godwit.listen(wait::onEvent)) {
      Sending sending = godwit.send(to, message);
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      if (sending.isUnaddressed()) {
        return new Reply(202, answer.put("receipt", "waiting"));
      }
      keepMetaData(sending, metaData);
      answer
          .put("conversation", sending.conversation().toString())
          .put("id", sending.id().toString());
      long sequence = wait.await(sending, SENT_TIMEOUT);
      return sequence == 0
          ? new Reply(202, answer.put("receipt", "waiting"))
          : new Reply(201, answer.put("sequence", sequence).put("receipt", "sent"));
    }
  }

  private void keepMetaData(Sending sending, String metaData) {
    if (!metaData.isEmpty()) {
      godwit.putNote(note(sending.id().toString()), metaData);
    }
  }

  private static String note(String id) {
    return "meta/" + id;
  }

  /// Waits for the first tick of one message among the events.
  private static final class SentWait {
    private final Map<String, Event> settled = new ConcurrentHashMap<>();

    synchronized void onEvent(Event event) {
      switch (event) {
        case Event.Ticked ticked -> settled.put(ticked.id().toString(), event);
        case Event.Failed failed -> settled.put(failed.message().id().toString(), event);
        default -> {}
      }
      notifyAll();
    }

    /// The sequence, or 0 when no tick came in time.
    synchronized long await(Sending sending, Duration timeout) throws InterruptedException {
      long deadline = System.nanoTime() + timeout.toNanos();
      String id = sending.id().toString();
      while (!settled.containsKey(id) && System.nanoTime() < deadline) {
        TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, deadline - System.nanoTime()));
      }
      return switch (settled.get(id)) {
        case Event.Ticked ticked -> ticked.sequence();
        case Event.Failed failed -> throw new Refusal(409, failed.code(), failed.sentence());
        case null, default -> 0;
      };
    }
  }

  private void requireMe(String fromUser) {
    boolean mine =
        fromUser.equals(me.account().toString())
            || Recipient.parse(fromUser).equals(new Recipient.Handle(me.handle()));
    if (!mine) {
      throw new Refusal(
          ErrorCode.FORBIDDEN.http(),
          ErrorCode.FORBIDDEN.name(),
          "fromUser must be @" + me.handle() + ", whose device this is.");
    }
  }

  private static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw Refusal.malformed(field + " is missing or no text.");
    }
    return value.textValue();
  }

  /// `GET /v1/conversations/{id or @handle}/messages`: a page, oldest first.
  ///
  /// @param offset how many of the newest to leave out
  /// @param timeMillis only messages up to this time, 0 for all
  Reply page(String with, long offset, long count, long timeMillis) {
    long wanted = count == 0 ? COUNT_DEFAULT : count;
    if (offset < 0 || wanted < 1 || wanted > Limits.PAGE_ENTRIES_MAX || timeMillis < 0) {
      throw Refusal.malformed(
          "messageCount is 1 to %d; offset and timeStamp are not negative."
              .formatted(Limits.PAGE_ENTRIES_MAX));
    }
    Conversation conversation = conversation(with);
    List<Message> messages =
        newest(new Recipient.InConversation(conversation.id()), offset, wanted, timeMillis);
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("conversation", conversation.id().toString())
            .put("head", conversation.head());
    var array = answer.putArray("messages");
    messages.reversed().forEach(each -> view(array.addObject(), each));
    return new Reply(200, answer);
  }

  private Conversation conversation(String with) {
    Recipient recipient = Recipient.parse(with);
    return godwit.conversations().stream()
        .filter(
            each ->
                switch (recipient) {
                  case Recipient.Handle(var handle) -> each.handle().equals(handle);
                  case Recipient.InConversation(var id) -> each.id().equals(id);
                })
        .findFirst()
        .orElseThrow(() -> Refusal.of(ErrorCode.CONVERSATION_UNKNOWN));
  }

  private List<Message> newest(Recipient in, long offset, long wanted, long timeMillis) {
    List<Message> found = new ArrayList<>();
    long before = 0;
    long skipped = 0;
    for (int scanned = 0; scanned < SCANNED_MAX; scanned += Limits.PAGE_ENTRIES_MAX) {
      List<Message> page = godwit.history(in, before, Limits.PAGE_ENTRIES_MAX);
      for (Message message : page) {
        boolean inTime = timeMillis == 0 || message.timeMillis() <= timeMillis;
        if (inTime && skipped++ >= offset) {
          found.add(message);
        }
        if (found.size() == wanted) {
          return found;
        }
      }
      if (page.isEmpty() || page.getLast().sequence() <= 1) {
        return found;
      }
      before = page.getLast().sequence();
    }
    return found;
  }

  private void view(ObjectNode node, Message message) {
    node.put("sequence", message.sequence())
        .put("id", message.id().toString())
        .put("time", message.timeMillis())
        .put("fromUser", message.from())
        .put("message", message.text());
    if (message.kind() != Message.Kind.TEXT) {
      node.put("kind", message.kind().name().toLowerCase(Locale.ROOT));
    }
    if (message.mine()) {
      node.put("receipt", receipt(message.tick()));
      String metaData = godwit.note(note(message.id().toString()));
      if (!metaData.isEmpty()) {
        node.put("clientMetaData", metaData);
      }
    }
  }

  private static String receipt(Tick tick) {
    return tick.name().toLowerCase(Locale.ROOT);
  }
}
