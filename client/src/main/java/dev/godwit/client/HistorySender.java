package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.archive.ArchivePart;
import dev.godwit.device.archive.ArchiveSeal;
import dev.godwit.device.link.OldDevice;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.device.step.Message;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Tells the node of a device that this one has let in, and sends it the history in the background:
/// the list of conversations first, then their messages, those with the newest first.
///
/// A conversation's messages go when the new device is in its group, so that what came before it is
/// in the archive and what comes after it is for it to read. How far this has come is stored; a
/// part that is made again after a crash holds no less than before.
final class HistorySender {
  private static final String PREFIX = "shell/sending/";

  /// Rows of one part before they are sealed, and about the bytes of one.
  private static final int ROWS_MAX = 2_000;

  private static final int PAGE_ROWS = 500;
  private static final int PART_BYTES_MAX = 400 * 1_024;
  private static final long REST_MILLIS = 100;
  private static final long RETRY_MILLIS = 2_000;

  /// A conversation that the new device does not get into is waited for so long, then its history
  /// goes all the same.
  private static final long PATIENCE_NANOS = Duration.ofMinutes(2).toNanos();

  private final NodeApi api;
  private final LinkApi links;
  private final SignIn signIn;
  private final Crypto crypto;
  private final DeviceLoop loop;

  /// Devices that are being sent to: each by one thread, though several may be linked at once.
  private final Set<DeviceId> sending = ConcurrentHashMap.newKeySet();

  HistorySender(NodeApi api, LinkApi links, SignIn signIn, Crypto crypto, DeviceLoop loop) {
    this.api = api;
    this.links = links;
    this.signIn = signIn;
    this.crypto = crypto;
    this.loop = loop;
  }

  /// What is still to be sent.
  ///
  /// @param certificate to be told to the node first; none when it knows
  /// @param sinceMillis older messages stay here
  /// @param left conversations whose messages are still to go, the first is in hand
  /// @param before the place in the first one below which messages are still to go, 0 for all
  private record Task(
      DeviceId device,
      Bytes certificate,
      ArchiveSeal seal,
      long sinceMillis,
      int next,
      long done,
      long total,
      List<ConversationId> left,
      long before) {

    Task with(int newNext, long newDone, List<ConversationId> newLeft, long newBefore) {
      return new Task(
          device,
          certificate,
          seal,
          sinceMillis,
          newNext,
          newDone,
          total,
          List.copyOf(newLeft),
          newBefore);
    }

    Task known() {
      return new Task(device, Bytes.EMPTY, seal, sinceMillis, next, done, total, left, before);
    }

    Change change() {
      ObjectNode node =
          Json.object()
              .put("certificate", Json.base64(certificate))
              .put("archive", Json.base64(seal.archive()))
              .put("key", Json.base64(seal.key()))
              .put("since", sinceMillis)
              .put("next", next)
              .put("done", done)
              .put("total", total)
              .put("before", before);
      ArrayNode array = node.putArray("left");
      left.forEach(id -> array.add(id.toString()));
      return Linker.put(PREFIX + device, node);
    }

    static Task of(DeviceId device, JsonNode node) {
      List<ConversationId> left = new ArrayList<>();
      node.path("left").forEach(id -> left.add(ConversationId.parse(id.asText())));
      return new Task(
          device,
          node.has("certificate") ? Json.bytes(node, "certificate") : Bytes.EMPTY,
          new ArchiveSeal(Json.bytes(node, "archive"), Json.bytes(node, "key")),
          node.path("since").asLong(),
          node.path("next").asInt(),
          node.path("done").asLong(),
          node.path("total").asLong(),
          List.copyOf(left),
          node.path("before").asLong());
    }
  }

  /// A part in hand, before it is sealed.
  private record Batch(Task after, List<Message> rows, boolean waits) {}

  /// Whether something is still to be sent.
  static boolean isSending(DeviceStore store) {
    return !store.scan(PREFIX).isEmpty();
  }

  /// Makes it durable that the device was let in, and tells the node; [#run] sends everything. When
  /// the node cannot be told now, [#run] does that too; when it refuses, nothing is left to be
  // done.
  void begin(OldDevice.Accepted accepted, ArchiveSeal seal, long sinceMillis) {
    Task task =
        loop.ask(
            desk -> {
              Task made = task(desk.store(), accepted, seal, sinceMillis);
              desk.device().devices().host(accepted.device(), desk.now());
              desk.changes().add(made.change());
              return made;
            });
    Task known = register(task);
    assert known.certificate().isEmpty();
  }

  /// Tells the node of the device; idempotent.
  private Task register(Task task) {
    try {
      signIn.authorized(
          token -> {
            links.register(task.device(), task.certificate(), token);
            return true;
          });
    } catch (GodwitException e) {
      if (isForGood(e)) {
        forget(task.device());
      }
      throw e;
    }
    Task known = task.known();
    persist(known);
    return known;
  }

  private static boolean isForGood(GodwitException e) {
    return e.reason() instanceof Reason.Refused(var error, _)
        && error.retry() == ErrorCode.Retry.NEVER;
  }

  /// The list of conversations goes first, whole or from its beginning again.
  private Task sendCatalogue(Task task) throws InterruptedException {
    Bytes catalogue = loop.ask(desk -> desk.device().devices().catalogue());
    int parts = Math.max(1, Math.ceilDiv(catalogue.size(), PART_BYTES_MAX));
    ArchiveSeal seal = task.seal();
    for (int part = 0; part < parts; part++) {
      int from = part * PART_BYTES_MAX;
      int to = Math.min(catalogue.size(), from + PART_BYTES_MAX);
      byte[] chunk = java.util.Arrays.copyOfRange(catalogue.toArray(), from, to);
      ArchivePart made = ArchivePart.ofCatalogue(Bytes.owned(chunk), part == parts - 1);
      putPatiently(seal, part, seal.seal(crypto, part, made.encode()));
    }
    Task after = task.with(parts, 0, task.left(), 0);
    persist(after);
    return after;
  }

  private static Task task(
      LocalStore store, OldDevice.Accepted accepted, ArchiveSeal seal, long sinceMillis) {
    List<ConversationId> conversations =
        store.conversations().all().stream()
            .sorted(
                Comparator.comparingLong(dev.godwit.device.step.Conversation::timeMillis)
                    .reversed())
            .map(dev.godwit.device.step.Conversation::id)
            .toList();
    long total = store.messages().placed();
    return new Task(
        accepted.device(),
        accepted.certificate(),
        seal,
        sinceMillis,
        0,
        0,
        total,
        conversations,
        0);
  }

  /// Goes on with everything that was begun; on a thread of its own. Ends when it is interrupted.
  void run() {
    try {
      for (DeviceId device : devices()) {
        if (sending.add(device)) {
          send(device);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (GodwitException e) {
      // The device is closing: the next one goes on.
    }
  }

  private void send(DeviceId device) throws InterruptedException {
    try {
      Optional<Task> begun = reload(device);
      while (begun.isPresent() && !begun.get().certificate().isEmpty()) {
        begun = registerPatiently(begun.get());
      }
      if (begun.isPresent()) {
        Task task = begun.get();
        send(task.next() > 0 ? task : sendCatalogue(task));
      }
    } finally {
      sending.remove(device);
    }
  }

  /// Empty when the node does not take the device.
  private Optional<Task> registerPatiently(Task task) throws InterruptedException {
    try {
      return Optional.of(register(task));
    } catch (GodwitException e) {
      if (!isForGood(e)) {
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
      return reload(task.device());
    }
  }

  private List<DeviceId> devices() {
    return loop.ask(
        desk ->
            desk.store().scan(PREFIX).keySet().stream()
                .map(key -> DeviceId.parse(key.substring(PREFIX.length())))
                .toList());
  }

  private Optional<Task> reload(DeviceId device) {
    return loop.ask(
        desk ->
            Registrar.read((DeviceStore) desk.store(), PREFIX + device)
                .map(node -> Task.of(device, node)));
  }

  private void send(Task begun) throws InterruptedException {
    Task task = begun;
    long waitsSince = System.nanoTime();
    while (true) {
      Task current = task;
      boolean patient = System.nanoTime() - waitsSince < PATIENCE_NANOS;
      Batch batch = loop.ask(desk -> batch(desk, current, patient));
      if (batch.rows().isEmpty() && batch.waits()) {
        TimeUnit.MILLISECONDS.sleep(REST_MILLIS);
        continue;
      }
      waitsSince = System.nanoTime();
      boolean last = batch.after().left().isEmpty();
      Task next =
          batch
              .after()
              .with(
                  task.next() + 1,
                  task.done() + batch.rows().size(),
                  batch.after().left(),
                  batch.after().before());
      ArchivePart part = ArchivePart.ofRows(batch.rows(), next.done(), next.total(), last);
      putPatiently(task.seal(), task.next(), task.seal().seal(crypto, task.next(), part.encode()));
      if (last) {
        forget(task.device());
        return;
      }
      persist(next);
      task = next;
    }
  }

  /// The next rows, from as many conversations as fit into one part.
  private static Batch batch(DeviceLoop.Desk desk, Task task, boolean patient) {
    List<Message> rows = new ArrayList<>();
    List<ConversationId> left = new ArrayList<>(task.left());
    long before = task.before();
    boolean waits = false;
    while (rows.size() < ROWS_MAX && !left.isEmpty() && !waits) {
      ConversationId id = left.getFirst();
      waits = patient && !isReady(desk, task, id);
      if (!waits) {
        long below = before == 0 ? MessageTable.UNPLACED : before;
        List<MessageTable.Row> page = desk.store().messages().before(id, below, PAGE_ROWS);
        page.stream()
            .map(MessageTable.Row::message)
            .filter(row -> isWanted(task, row))
            .forEach(rows::add);
        boolean more = page.size() == PAGE_ROWS && isWanted(task, page.getLast().message());
        before = more ? MessageTable.place(page.getLast().message()) : 0;
        if (!more) {
          left.removeFirst();
        }
      }
    }
    return new Batch(task.with(task.next(), task.done(), left, before), rows, waits);
  }

  private static boolean isWanted(Task task, Message row) {
    return row.timeMillis() >= task.sinceMillis();
  }

  private static boolean isReady(DeviceLoop.Desk desk, Task task, ConversationId id) {
    boolean open =
        desk.store().conversations().byId(id).stream()
            .anyMatch(
                row ->
                    row.standing() != dev.godwit.device.step.Conversation.Standing.LEFT
                        && row.standing() != dev.godwit.device.step.Conversation.Standing.NEW);
    return !open || desk.device().devices().isIn(id, task.device());
  }

  private void put(ArchiveSeal seal, int part, Bytes sealed) {
    String path = HistoryReceiver.path(seal.archive()) + "/" + part;
    ObjectNode body = Json.object().put("bytes", Json.base64(sealed));
    signIn.authorized(token -> api.post(path, token, body));
  }

  private void putPatiently(ArchiveSeal seal, int part, Bytes sealed) throws InterruptedException {
    boolean there = false;
    while (!there) {
      try {
        put(seal, part, sealed);
        there = true;
      } catch (GodwitException e) {
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  private void persist(Task task) {
    boolean kept = loop.ask(desk -> desk.changes().add(task.change()));
    assert kept;
  }

  private void forget(DeviceId device) {
    boolean gone = loop.ask(desk -> desk.changes().add(new Change.Delete(PREFIX + device)));
    assert gone;
  }
}
