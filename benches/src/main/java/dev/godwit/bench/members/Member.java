package dev.godwit.bench.members;

import dev.godwit.bench.fleet.Socket;
import dev.godwit.device.Device;
import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.PendingCall;
import dev.godwit.device.step.Step;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One member with its device: a shell around the machine that takes one input after the other, on
/// whichever processor is free, with the time at which the input came.
///
/// It says when things came and what they cost, so that what a thousand devices do side by side can
/// be told from what two processors need for all of them.
public final class Member implements Socket.Listener {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Surroundings around;
  private final AccountId account;
  private final String token;
  private final MemberStore store;
  private final Device device;
  private final Queue<Input> inputs = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean working = new AtomicBoolean();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final Map<String, Long> readNanos = new ConcurrentHashMap<>();
  private volatile boolean held;
  private volatile boolean caughtUp;
  private volatile long joinCpuNanos;
  private volatile long refusedNanos;
  private volatile Commits arrived = Commits.NONE;
  private volatile Commits followed = Commits.NONE;
  private @Nullable Socket socket;

  /// Commits of others so far.
  ///
  /// @param nanos when the newest came, or was done with, on the clock of System.nanoTime
  /// @param cpuNanos what the newest took; 0 for those that only came
  public record Commits(int count, long nanos, long cpuNanos) {
    static final Commits NONE = new Commits(0, 0, 0);

    Commits next(long cpu) {
      return new Commits(count + 1, System.nanoTime(), cpu);
    }
  }

  private record Input(long millis, BiConsumer<Device, Long> what, BiConsumer<Device, Long> done) {}

  Member(Surroundings around, Registration registration, String token, Crypto crypto) {
    this.around = around;
    this.account = registration.account();
    this.token = token;
    this.store = new MemberStore(around.pool);
    store.apply(registration.changes());
    this.device = Device.restore(store, crypto, "bench");
  }

  public AccountId account() {
    return account;
  }

  boolean isCaughtUp() {
    return caughtUp;
  }

  /// When a text was read; 0 when it was not.
  public long readNanos(String text) {
    return readNanos.getOrDefault(text, 0L);
  }

  /// What joining by the newest welcome took.
  public long joinCpuNanos() {
    return joinCpuNanos;
  }

  /// Commits whose entry has come.
  public Commits arrived() {
    return arrived;
  }

  /// Commits that the device has done with.
  public Commits followed() {
    return followed;
  }

  /// When the node last said that this is no member.
  public long refusedNanos() {
    return refusedNanos;
  }

  /// From now on inputs wait, those too that were about to be taken, until they are let in again.
  public void hold(boolean hold) {
    held = hold;
    schedule();
  }

  /// Sends a frame past the device.
  public void sendPast(Frame frame) {
    around.loop.run(() -> write(List.of(frame)));
  }

  // --- The socket, on the loop's thread ---

  void connect() {
    around.loop.connect(around.node, token, this);
  }

  /// Not before the device has said Hello, for which it may have to wait.
  void heartbeat() {
    if (caughtUp) {
      write(List.of(new Heartbeat(0)));
    }
  }

  @Override
  public void onOpen(Socket opened) {
    socket = opened;
    input(Device::onConnected);
  }

  @Override
  public void onFrame(Frame frame) {
    if (frame instanceof Error error && error.code() == ErrorCode.NOT_A_MEMBER.code()) {
      refusedNanos = System.nanoTime();
    }
    if (frame instanceof Entry entry && entry.kind() == EntryKind.COMMIT) {
      arrived = arrived.next(0);
      input(
          (machine, now) -> machine.onFrame(frame, now), (_, cpu) -> followed = followed.next(cpu));
    } else {
      input((machine, now) -> machine.onFrame(frame, now));
    }
  }

  @Override
  public void onRead() {}

  @Override
  public void onClosed() {
    socket = null;
    caughtUp = false;
    around.trouble("a connection ended");
    input(Device::onDisconnected);
    around.again(this);
  }

  @Override
  public void onFailure(Throwable cause) {
    around.trouble(String.valueOf(cause.getMessage()));
  }

  private void write(Iterable<Frame> frames) {
    Socket open = socket;
    if (open != null) {
      frames.forEach(open::send);
      open.flush();
    }
  }

  void close() {
    Socket open = socket;
    if (open != null) {
      open.close();
    }
  }

  // --- The device, on one processor at a time ---

  void tick() {
    if (ticking.compareAndSet(false, true)) {
      input(Device::onTick, (_, _) -> ticking.set(false));
    }
  }

  private void input(BiConsumer<Device, Long> what) {
    input(what, (_, _) -> {});
  }

  private void input(BiConsumer<Device, Long> what, BiConsumer<Device, Long> done) {
    inputs.add(new Input(System.currentTimeMillis(), what, done));
    schedule();
  }

  private void schedule() {
    if (!held && !inputs.isEmpty() && working.compareAndSet(false, true)) {
      around.process(this::work);
    }
  }

  private void work() {
    try {
      Input input = held ? null : inputs.poll();
      if (input != null) {
        work(input);
      }
    } catch (RuntimeException | AssertionError e) {
      around.trouble("a device failed: " + e);
    } finally {
      working.set(false);
    }
    schedule();
  }

  private void work(Input input) {
    long before = THREADS.getCurrentThreadCpuTime();
    input.what().accept(device, input.millis());
    Step step = device.take();
    store.apply(step.changes());
    input.done().accept(device, THREADS.getCurrentThreadCpuTime() - before);
    if (!step.frames().isEmpty()) {
      around.loop.run(() -> write(step.frames()));
    }
    step.calls().forEach(this::call);
    step.events().forEach(this::onEvent);
    if (step.reconnect()) {
      around.loop.run(this::close);
    }
  }

  private void call(PendingCall pending) {
    around.call(token, pending.call(), answer -> answered(pending.id(), answer));
  }

  private void answered(long id, Answer answer) {
    BiConsumer<Device, Long> done =
        answer instanceof Answer.Welcome ? (_, cpu) -> joinCpuNanos = cpu : (_, _) -> {};
    input((machine, now) -> machine.onAnswer(id, answer, now), done);
  }

  private void onEvent(Event event) {
    switch (event) {
      case Event.MessageArrived(Message message)
          when message.content() instanceof Content.Text text ->
          readNanos.put(text.text(), System.nanoTime());
      case Event.CaughtUp _ -> caughtUp = true;
      case Event.CommitRefused refused -> around.trouble("refused a commit: " + refused.reason());
      case Event.Undecryptable lost -> around.trouble("could not read: " + lost.reason());
      case Event.Repaired _ -> around.trouble("joined anew");
      default -> {}
    }
  }
}
