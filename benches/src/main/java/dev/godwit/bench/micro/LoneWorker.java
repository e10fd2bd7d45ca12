package dev.godwit.bench.micro;

import dev.godwit.bench.fleet.DirectConversation;
import dev.godwit.bench.fleet.Identity;
import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.Page;
import dev.godwit.core.routing.Input;
import dev.godwit.core.routing.Outputs;
import dev.godwit.core.routing.ReadRequest;
import dev.godwit.core.routing.ReadResult;
import dev.godwit.core.routing.Topology;
import dev.godwit.core.routing.Worker;
import dev.godwit.core.routing.WorkerConfig;
import dev.godwit.core.session.SessionId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Limits;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/// One worker with two connected devices in one conversation, on a store that forgets everything
/// and says at once that it is durable.
final class LoneWorker implements Outputs {
  private static final int CACHED_BYTES_MAX = 1 << 20;
  private static final int UNLIMITED = 1_000_000_000;
  private static final WorkerConfig CONFIG =
      new WorkerConfig(
          Limits.HEARTBEAT_MILLIS,
          Limits.SILENT_MILLIS_MAX,
          Limits.SESSION_WINDOW_ENTRIES_MAX,
          CACHED_BYTES_MAX,
          CACHED_BYTES_MAX,
          Limits.HEARTBEAT_MILLIS,
          Limits.GROUP_MEMBERS_MAX,
          UNLIMITED,
          UNLIMITED);
  private static final Appended DONE = new Appended.Done();

  private final List<Identity> people = Identity.strangers(2, 1);
  private final Worker worker = new Worker(0, new Topology(1), CONFIG, this);
  private final ArrayDeque<Input> later = new ArrayDeque<>();
  private final ConversationId conversation;
  private long nowMillis = 1_800_000_000_000L;
  private long frames;

  LoneWorker() {
    Commit creation =
        DirectConversation.creation(people.get(0), people.get(1), new SplittableRandom(1));
    conversation = creation.conversation();
    for (int person = 0; person < people.size(); person++) {
      Identity opened = people.get(person);
      worker.on(
          new Input.SessionOpened(
              session(person), opened.account(), opened.device(), Long.MAX_VALUE),
          nowMillis);
      receive(person, new Hello(1, "bench", 0, List.of(), 0, 0));
      turn();
    }
    receive(0, creation);
    turn();
  }

  ConversationId conversation() {
    return conversation;
  }

  /// Gives the worker a frame of one of the two devices, 0 or 1.
  void receive(int person, Frame frame) {
    worker.on(
        new Input.FrameReceived(session(person), people.get(person).account(), frame), nowMillis);
  }

  /// Ends the turn, and what came up by it; a millisecond passes.
  void turn() {
    do {
      nowMillis++;
      while (!later.isEmpty()) {
        worker.on(later.remove(), nowMillis);
      }
      Batch batch = worker.collect();
      worker.committed(Collections.nCopies(batch.appends().size(), DONE), nowMillis);
    } while (!later.isEmpty());
  }

  /// Frames that went out so far.
  long frames() {
    return frames;
  }

  private static SessionId session(int person) {
    return new SessionId(person + 1L);
  }

  @Override
  public void write(SessionId session, Bytes frame) {
    frames++;
  }

  @Override
  public void close(SessionId session, CloseCode code) {
    throw new IllegalStateException("A session was closed: " + code);
  }

  @Override
  public long silentMillis(SessionId session) {
    return Long.MAX_VALUE;
  }

  @Override
  public void forward(int to, Input input) {
    later.add(input);
  }

  @Override
  public void read(ReadRequest request) {
    later.add(new Input.ReadDone(request, nothingOf(request)));
  }

  private static ReadResult nothingOf(ReadRequest request) {
    return switch (request) {
      case ReadRequest.LoadConversation _, ReadRequest.LoadAccount _ ->
          new ReadResult.Loaded(LogState.NONE, List.of(), new Page(List.of(), 0), List.of(), 0);
      case ReadRequest.Heads heads ->
          new ReadResult.Heads(Collections.nCopies(heads.conversations().size(), 0L), 0, List.of());
      case ReadRequest.ReadPage _ -> new ReadResult.Paged(new Page(List.of(), 0));
    };
  }

  @Override
  public void mistake(Throwable cause) {
    throw new IllegalStateException("The worker failed", cause);
  }

  @Override
  public void answer(long request, Bytes frame) {}
}
