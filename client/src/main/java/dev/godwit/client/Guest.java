package dev.godwit.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// The device of a home that another process owns.
final class Guest implements Backend {

  /// The owner ended while it was asked. It may have done what it was asked for.
  static final class OwnerGone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Lines lines;
  private final Consumer<Event> events;
  private final Runnable onGone;
  private final Map<Long, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private volatile boolean gone;
  private volatile boolean closed;

  private Guest(Lines lines, Consumer<Event> events, Runnable onGone) {
    this.lines = lines;
    this.events = events;
    this.onGone = onGone;
  }

  /// Empty when there is no owner that answers.
  ///
  /// @param onGone run once, on a thread of its own, when the owner ends
  static Optional<Guest> connect(Home home, Consumer<Event> events, Runnable onGone) {
    try {
      Lines lines = new Lines(SocketChannel.open(UnixDomainSocketAddress.of(home.socket())));
      int version = Json.MAPPER.readTree(lines.read().orElse("{}")).path("godwit").asInt();
      if (version != GuestCodec.VERSION) {
        lines.close();
        return Optional.empty();
      }
      Guest guest = new Guest(lines, events, onGone);
      Thread.ofVirtual().name("godwit-owner").start(guest::read);
      return Optional.of(guest);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void read() {
    try {
      for (Optional<String> line = lines.read(); line.isPresent(); line = lines.read()) {
        take(Json.MAPPER.readTree(line.get()));
      }
    } catch (IOException _) {
      // As good as the end.
    }
    gone = true;
    asked.values().forEach(each -> each.completeExceptionally(new OwnerGone()));
    if (!closed) {
      onGone.run();
    }
  }

  private void take(JsonNode line) throws JsonProcessingException {
    if (line.has("told")) {
      events.accept(GuestCodec.decode(line.path("told"), Event.class));
      return;
    }
    CompletableFuture<JsonNode> future = asked.remove(line.path("id").asLong());
    if (future == null) {
      return;
    }
    if (line.has("refused")) {
      future.completeExceptionally(GuestCodec.refusal(line.path("refused")));
    } else {
      future.complete(line.path("answer"));
    }
  }

  private JsonNode ask(String call, ObjectNode request) {
    long id = ids.incrementAndGet();
    CompletableFuture<JsonNode> future = new CompletableFuture<>();
    asked.put(id, future);
    try {
      lines.write(request.put("id", id).put("call", call).toString());
      if (gone) {
        throw new OwnerGone();
      }
      return future.join();
    } catch (IOException e) {
      throw new OwnerGone();
    } catch (CompletionException e) {
      throw e.getCause() instanceof GodwitException known ? known : new OwnerGone();
    } finally {
      asked.remove(id);
    }
  }

  private <T> T ask(String call, ObjectNode request, Class<T> type) {
    return GuestCodec.decode(ask(call, request), type);
  }

  private static ObjectNode to(Recipient recipient) {
    return Json.object().put("to", recipient.format());
  }

  private static ObjectNode in(ConversationId conversation) {
    return Json.object().put("conversation", conversation.toString());
  }

  @Override
  public Me me() {
    return ask("me", Json.object(), Me.class);
  }

  @Override
  public void connect() {
    ask("connect", Json.object());
  }

  @Override
  public Connection connection() {
    return ask("connection", Json.object(), Connection.class);
  }

  @Override
  public Sending send(Recipient to, String text) {
    return ask("send", to(to).put("text", text), Sending.class);
  }

  @Override
  public List<Conversation> conversations() {
    return List.of(ask("conversations", Json.object(), Conversation[].class));
  }

  @Override
  public Conversation conversation(Recipient with) {
    return ask("conversation", to(with), Conversation.class);
  }

  @Override
  public List<Message> history(Recipient with, long before, int limit) {
    return List.of(
        ask("history", to(with).put("before", before).put("limit", limit), Message[].class));
  }

  @Override
  public List<Message> arrivedAfter(long arrival, int limit) {
    ObjectNode request = Json.object().put("arrival", arrival).put("limit", limit);
    return List.of(ask("arrivedAfter", request, Message[].class));
  }

  @Override
  public void markRead(ConversationId conversation, long sequence) {
    ask("markRead", in(conversation).put("sequence", sequence));
  }

  @Override
  public void typing(ConversationId conversation, boolean typing) {
    ask("typing", in(conversation).put("typing", typing));
  }

  @Override
  public void watch(List<AccountId> accounts) {
    ObjectNode request = Json.object();
    ArrayNode array = request.putArray("accounts");
    accounts.forEach(account -> array.add(account.toString()));
    ask("watch", request);
  }

  @Override
  public int waiting() {
    return ask("waiting", Json.object()).asInt();
  }

  @Override
  public String note(String name) {
    return ask("note", Json.object().put("name", name)).asText();
  }

  @Override
  public DeviceInfo approve(String code, int days) {
    return ask("approve", Json.object().put("code", code).put("days", days), DeviceInfo.class);
  }

  @Override
  public boolean hosting() {
    return ask("hosting", Json.object()).asBoolean();
  }

  @Override
  public List<DeviceInfo> devices() {
    return List.of(ask("devices", Json.object(), DeviceInfo[].class));
  }

  @Override
  public void revoke(DeviceId device) {
    ask("revoke", Json.object().put("device", device.toString()));
  }

  @Override
  public boolean isIn(ConversationId conversation, DeviceId device) {
    return ask("isIn", in(conversation).put("device", device.toString())).asBoolean();
  }

  @Override
  public Verification verification(Recipient with) {
    return ask("verification", to(with), Verification.class);
  }

  @Override
  public boolean verify(Recipient with, String number) {
    return ask("verify", to(with).put("number", number)).asBoolean();
  }

  @Override
  public void trust(Recipient with) {
    ask("trust", to(with));
  }

  @Override
  public Progress progress() {
    return ask("progress", Json.object(), Progress.class);
  }

  @Override
  public String setting(String name) {
    return ask("setting", Json.object().put("name", name)).asText();
  }

  @Override
  public void set(String name, String value) {
    ask("set", Json.object().put("name", name).put("value", value));
  }

  @Override
  public void putNote(String name, String value) {
    ask("putNote", Json.object().put("name", name).put("value", value));
  }

  @Override
  public GroupReply group(GroupDeed deed) {
    ObjectNode request = Json.object();
    request.set("deed", GuestCodec.MAPPER.valueToTree(deed));
    return ask("group", request, GroupReply.class);
  }

  @Override
  public void close() {
    closed = true;
    try {
      lines.close();
    } catch (IOException _) {
      // It is gone already.
    }
  }
}
