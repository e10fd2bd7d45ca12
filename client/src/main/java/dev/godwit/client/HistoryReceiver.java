package dev.godwit.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.godwit.device.Linking;
import dev.godwit.device.archive.ArchivePart;
import dev.godwit.device.archive.ArchiveSeal;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.DeviceStore;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Takes the history that another device of the account sends, part by part, in the background.
///
/// How far it has come is stored together with the rows, so it goes on after whatever crash.
final class HistoryReceiver {
  private static final String KEY = "shell/history";

  /// How often a part is looked for that has not come.
  private static final long LOOK_MILLIS = 300;

  /// Parts go from the node after a day: what has not come by then never will.
  private static final long LIFE_MILLIS = Duration.ofHours(25).toMillis();

  /// How long the list of conversations is waited for; without it the device finds them itself.
  private static final long CATALOGUE_NANOS = Duration.ofSeconds(30).toNanos();

  private final NodeApi api;
  private final SignIn signIn;
  private final Crypto crypto;

  HistoryReceiver(NodeApi api, SignIn signIn, Crypto crypto) {
    this.api = api;
    this.signIn = signIn;
    this.crypto = crypto;
  }

  /// What there is still to come.
  private record Task(Bytes archive, Bytes key, int next, long done, long total, long sinceMillis) {

    ArchiveSeal seal() {
      return new ArchiveSeal(archive, key);
    }

    Task after(ArchivePart part) {
      return new Task(archive, key, next + 1, part.done(), part.total(), sinceMillis);
    }

    Change change() {
      ObjectNode node =
          Json.object()
              .put("archive", Json.base64(archive))
              .put("key", Json.base64(key))
              .put("next", next)
              .put("done", done)
              .put("total", total)
              .put("since", sinceMillis);
      return Linker.put(KEY, node);
    }

    static Task of(JsonNode node) {
      return new Task(
          Json.bytes(node, "archive"),
          Json.bytes(node, "key"),
          node.path("next").asInt(),
          node.path("done").asLong(),
          node.path("total").asLong(),
          node.path("since").asLong());
    }
  }

  /// A history is to come.
  static Change begin(Bytes archive, Bytes key) {
    return new Task(archive, key, 0, 0, 0, System.currentTimeMillis()).change();
  }

  static Progress progress(DeviceStore store) {
    return task(store)
        .map(task -> new Progress(task.done(), task.total(), false))
        .orElse(new Progress(0, 0, true));
  }

  private static Optional<Task> task(DeviceStore store) {
    return Registrar.read(store, KEY).map(Task::of);
  }

  /// Takes the list of conversations into the store of a device that was never connected. What has
  /// not come in time the device finds out by itself.
  void takeCatalogue(LocalStore store) {
    Optional<Task> begun = task(store).filter(task -> task.next() == 0);
    if (begun.isEmpty()) {
      return;
    }
    long deadline = System.nanoTime() + CATALOGUE_NANOS;
    ByteArrayOutputStream catalogue = new ByteArrayOutputStream();
    Task task = begun.get();
    while (System.nanoTime() < deadline) {
      Optional<ArchivePart> part = fetch(task);
      if (part.isEmpty()) {
        LinkApi.rest();
        continue;
      }
      catalogue.writeBytes(part.get().catalogue().toArray());
      task = task.after(part.get());
      if (part.get().kind() == ArchivePart.Kind.LAST_OF_CATALOGUE) {
        takeOver(store, Bytes.owned(catalogue.toByteArray()), task);
        return;
      }
    }
  }

  private void takeOver(LocalStore store, Bytes catalogue, Task task) {
    List<Change> changes =
        Linking.takeOver(store, crypto, catalogue)
            .map(java.util.ArrayList::new)
            .orElseGet(java.util.ArrayList::new);
    changes.add(task.change());
    store.apply(changes);
  }

  /// Takes what comes until everything has; on a thread of its own. Ends when it is interrupted.
  void run(DeviceLoop loop, Consumer<Progress> tell) {
    try {
      Optional<Task> task = loop.ask(desk -> task(desk.store()));
      while (task.isPresent()) {
        task = step(loop, task.get(), tell);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (GodwitException e) {
      // The device is closing: the next one goes on.
    }
  }

  private Optional<Task> step(DeviceLoop loop, Task task, Consumer<Progress> tell)
      throws InterruptedException {
    if (System.currentTimeMillis() - task.sinceMillis() > LIFE_MILLIS) {
      return finish(loop, task, tell);
    }
    Optional<ArchivePart> part = fetchQuietly(task);
    if (part.isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      return Optional.of(task);
    }
    Task next = task.after(part.get());
    boolean kept =
        loop.ask(
            desk -> {
              desk.store().addOld(part.get().rows());
              return desk.changes().add(next.change());
            });
    assert kept;
    if (part.get().kind() == ArchivePart.Kind.LAST) {
      return finish(loop, next, tell);
    }
    tell.accept(new Progress(next.done(), next.total(), false));
    return Optional.of(next);
  }

  private Optional<Task> finish(DeviceLoop loop, Task task, Consumer<Progress> tell) {
    boolean gone = loop.ask(desk -> desk.changes().add(new Change.Delete(KEY)));
    assert gone;
    tell.accept(new Progress(task.done(), task.done(), true));
    try {
      signIn.authorized(token -> api.delete(path(task.archive()), token));
    } catch (GodwitException e) {
      // The node forgets it by itself.
    }
    return Optional.empty();
  }

  /// Empty when it has not come, or the node cannot be reached.
  private Optional<ArchivePart> fetchQuietly(Task task) {
    try {
      return fetch(task);
    } catch (GodwitException e) {
      return Optional.empty();
    }
  }

  private Optional<ArchivePart> fetch(Task task) {
    try {
      String path = path(task.archive()) + "/" + task.next();
      Bytes sealed = Json.bytes(signIn.authorized(token -> api.get(path, token)), "bytes");
      return task.seal().open(crypto, task.next(), sealed).flatMap(ArchivePart::decode);
    } catch (GodwitException e) {
      if (e.reason() instanceof Reason.Refused(var error, _) && error == ErrorCode.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static String path(Bytes archive) {
    return "/v1/archives/" + HexFormat.of().formatHex(archive.toArray());
  }
}
