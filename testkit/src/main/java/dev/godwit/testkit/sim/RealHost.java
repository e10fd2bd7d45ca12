package dev.godwit.testkit.sim;

import dev.godwit.core.log.StoreException;
import dev.godwit.device.Device;
import dev.godwit.device.Linking;
import dev.godwit.device.Registration;
import dev.godwit.device.content.Content;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.PendingCall;
import dev.godwit.device.step.Setting;
import dev.godwit.device.step.Step;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CloseCode;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Send;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The real device machine with its store, its connection and its calls. It can crash between any
/// two duties of its shell.
final class RealHost extends DeviceHost {
  private static final int CALL_MILLIS_MAX = 200;
  private static final double CALL_LOST = 0.05;

  /// How far the shell comes with a step before it crashes.
  private enum Crash {
    BEFORE_DURABLE,
    AFTER_DURABLE,
    AFTER_FRAMES
  }

  /// What is around the devices of a world.
  record Around(
      World world,
      Nodes nodes,
      SimRest rest,
      Judge judge,
      Witness witness,
      SimCrypto.Known known,
      Backups backups) {
    Around(Stage stage, SimRest rest, Witness witness) {
      this(
          stage.world(),
          stage.nodes(),
          rest,
          stage.judge(),
          witness,
          new SimCrypto.Known(),
          stage.backups());
    }
  }

  private final World world;
  private final Nodes nodes;
  private final SimRest rest;
  private final Judge judge;
  private final Witness witness;
  private final SimCrypto.Known known;
  private final Crypto crypto;
  private final SimStore store = new SimStore();
  private final AccountId account;
  private final DeviceId id;
  private Device device;
  private long incarnation;
  private Optional<Crash> crashNext = Optional.empty();

  RealHost(Around around, Registration registration, int delayMillis) {
    super(
        around.world(),
        around.nodes(),
        around.judge(),
        delayMillis,
        around.world().oneOf(0L, 0L, -3_600_000L, 315_360_000L));
    this.world = around.world();
    this.nodes = around.nodes();
    this.rest = around.rest();
    this.judge = around.judge();
    this.witness = around.witness();
    this.known = around.known();
    this.crypto = new SimCrypto(world.number(), around.known());
    this.account = registration.account();
    this.id = registration.device();
    store.apply(registration.changes());
    device = Device.restore(store, crypto, "simulated");
  }

  SimStore store() {
    return store;
  }

  Device device() {
    return device;
  }

  /// Tells of a payload whether it is sealed by now, so that a copy of the store knows its key as
  /// spent.
  Predicate<Bytes> sealedSoFar() {
    return known.sealedSoFar();
  }

  @Override
  AccountId account() {
    return account;
  }

  @Override
  DeviceId id() {
    return id;
  }

  @Override
  boolean isEnd(CloseCode code) {
    return code == CloseCode.DEVICE_REVOKED && rest.isRevoked(account, id);
  }

  /// Says something where the device is out by now, as one would do that has been tampered with.
  /// Nobody takes it.
  void defy() {
    for (ConversationId conversation : witness.outOf(id)) {
      EntryId unheard = new EntryId(world.number() >>> 1, world.number());
      long epoch = rest.epoch(conversation);
      send(new Send(conversation, unheard, epoch, unheard.toBytes(), Bytes.EMPTY));
    }
  }

  // --- The person ---

  /// The person does something with the device; what that leads to is done unless it crashes.
  <T> T does(Function<Device, T> what) {
    T done = what.apply(device);
    step();
    return done;
  }

  /// What an old device tells a new one, before that is used for the first time.
  void takeOver(Bytes catalogue) {
    Linking.takeOver(store, crypto, catalogue).ifPresent(store::apply);
    device = Device.restore(store, crypto, "simulated");
  }

  /// Empty when a crash came before the message was accepted.
  Optional<EntryId> say(ConversationId conversation, Content content) {
    EntryId entry = does(d -> d.send(conversation, content, now()));
    return store.message(conversation, entry).map(Message::id);
  }

  void readEverything() {
    store
        .conversations()
        .forEach(
            row -> {
              judge.onRead(account, row.id(), row.head());
              device.markRead(row.id(), row.head(), now());
            });
    step();
  }

  /// The person sets something for the first conversation there is.
  void arrange() {
    store.conversations().stream().findFirst().ifPresent(row -> arrange(row.id()));
    step();
  }

  private void arrange(ConversationId id) {
    String text = world.chance(0.3) ? "" : "draft " + world.number();
    Setting setting =
        world.oneOf(
            Setting.muted(id, world.oneOf(0L, Long.MAX_VALUE / 2)),
            Setting.pinned(id, world.chance(0.5)),
            Setting.archived(id, world.chance(0.5)),
            Setting.drafted(id, text));
    device.devices().set(setting, now());
  }

  /// The device's folder is set back to an old copy of it, and the process starts again with that.
  void goBackTo(SimStore copy, long downMillis) {
    witness.onSetBack(id);
    store.become(copy);
    super.crash(downMillis);
  }

  // --- The shell ---

  @Override
  void connected() {
    device.onConnected(now());
    step();
  }

  @Override
  void disconnected() {
    device.onDisconnected(now());
    step();
  }

  @Override
  void received(Frame frame) {
    if (frame instanceof Receipt receipt && !isOwn(receipt.conversation())) {
      judge.onReceipt(id, receipt);
    }
    device.onFrame(frame, now());
    step();
  }

  /// What the own devices say among themselves has no row that the judge could look at.
  private boolean isOwn(ConversationId conversation) {
    return device.devices().ownConversation().equals(conversation);
  }

  @Override
  boolean ticked() {
    device.onTick(now());
    step();
    return false;
  }

  @Override
  void restarted() {
    incarnation++;
    device = Device.restore(store, crypto, "simulated");
  }

  /// At once, or in the middle of the next step.
  @Override
  void crash(long downMillis) {
    if (world.chance(0.3)) {
      super.crash(downMillis);
    } else {
      crashNext = Optional.of(world.oneOf(Crash.values()));
    }
  }

  private void step() {
    Step step = device.take();
    if (step.isEmpty() || !isRunning()) {
      return;
    }
    Optional<Crash> crash = crashNext;
    crashNext = Optional.empty();
    if (crash.isPresent()) {
      crash(step, crash.get());
      return;
    }
    apply(step);
    step.frames().forEach(this::leave);
    step.calls().forEach(this::call);
    if (step.reconnect()) {
      connectAnew();
    }
  }

  private void crash(Step step, Crash crash) {
    if (crash != Crash.BEFORE_DURABLE) {
      apply(step);
    }
    if (crash == Crash.AFTER_FRAMES) {
      step.frames().forEach(this::leave);
    }
    super.crash(world.between(0, 2_000));
  }

  private void leave(Frame frame) {
    if (frame instanceof Send send) {
      known
          .leaves(send.id(), send.payload())
          .ifPresent(before -> witness.onKeyUsedTwice(this, send, before));
    }
    send(frame);
  }

  /// Why something cannot be read is told in the same step as that it cannot.
  private void apply(Step step) {
    step.events().forEach(event -> witness.onEvent(this, event));
    for (Change change : step.changes()) {
      if (change instanceof Change.PutMessage(var row)) {
        witness.onRow(this, store.message(row.conversation(), row.id()), row);
      } else if (change instanceof Change.PutConversation(var row)) {
        judge.onStored(account, row.id(), row.head());
        if (row.standing() == Standing.OPEN && !isOpen(row.id())) {
          witness.onOpened(this, row.id());
        }
      }
    }
    store.apply(step.changes());
  }

  private boolean isOpen(ConversationId conversation) {
    return store
        .conversation(conversation)
        .filter(row -> row.standing() == Standing.OPEN)
        .isPresent();
  }

  private void call(PendingCall pending) {
    long asker = incarnation;
    world.after(
        world.between(1, CALL_MILLIS_MAX),
        () -> {
          Answer answer =
              !nodes.isUp() || world.chance(CALL_LOST)
                  ? new Answer.Unreachable()
                  : answer(pending.call());
          world.trace().add(world.now(), "asked by " + id, pending.call() + " -> " + answer);
          world.after(world.between(1, CALL_MILLIS_MAX), () -> answered(asker, pending, answer));
        });
  }

  private Answer answer(Call call) {
    try {
      return rest.answer(account, id, call);
    } catch (StoreException failure) {
      return new Answer.Refused(ErrorCode.STORE_UNAVAILABLE, 0);
    }
  }

  private void answered(long asker, PendingCall pending, Answer answer) {
    if (asker == incarnation && isRunning()) {
      device.onAnswer(pending.id(), answer, now());
      step();
    }
  }
}
