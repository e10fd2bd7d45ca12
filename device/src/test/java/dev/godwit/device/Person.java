package dev.godwit.device;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.intention.Intention;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Conversation;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.GroupView;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.PendingCall;
import dev.godwit.device.step.Step;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Somebody with a device: a shell around it that can crash between any two of its duties.
final class Person {
  /// How far a shell comes with a step before it crashes.
  enum Crash {
    BEFORE_DURABLE,
    AFTER_DURABLE,
    AFTER_FRAMES
  }

  final String handle;
  final List<Event> events = new ArrayList<>();
  final Crypto crypto;
  MemoryStore store;
  Device device;

  /// What the device's clock shows beside the node's.
  long clockErrorMillis;

  /// What becomes of a frame on its way to the device; nothing, or several.
  UnaryOperator<List<Frame>> inbound = frames -> frames;

  /// What becomes of an answer on its way to the device.
  BiFunction<Call, Answer, Answer> answers = (call, answer) -> answer;

  /// What sees every step.
  Consumer<Step> watcher = step -> {};

  int steps;
  int crashAtStep = -1;
  Crash crash = Crash.BEFORE_DURABLE;

  private final TestNode node;
  private final Deque<PendingCall> calls = new ArrayDeque<>();

  Person(TestNode node, String handle, Registration registration, Crypto crypto) {
    this(node, handle, crypto, new MemoryStore(), registration);
  }

  private Person(
      TestNode node, String handle, Crypto crypto, MemoryStore store, Registration registration) {
    this.node = node;
    this.handle = handle;
    this.crypto = crypto;
    this.store = store;
    store.apply(registration.changes());
    node.register(registration, handle);
    device = Device.restore(store, crypto, "test");
  }

  AccountId account() {
    return device.account();
  }

  boolean isConnected() {
    return node.session(account()).connected;
  }

  // --- The shell ---

  void connect() {
    node.connect(account());
    device.onConnected(now());
    step();
  }

  void disconnect() {
    node.disconnect(account());
    device.onDisconnected(now());
    step();
  }

  void tick() {
    device.onTick(now());
    step();
  }

  /// Handles one thing that has come; false when there is none.
  boolean work() {
    PendingCall call = calls.poll();
    if (call != null) {
      Answer answer = answers.apply(call.call(), node.answer(account(), call.call()));
      device.onAnswer(call.id(), answer, now());
      step();
      return true;
    }
    Optional<Frame> frame = isConnected() ? node.poll(account()) : Optional.empty();
    frame.map(List::of).map(inbound).ifPresent(frames -> frames.forEach(this::receive));
    return frame.isPresent();
  }

  void receive(Frame frame) {
    // Over the wire and back: what is compared is what travels.
    device.onFrame(Frame.decode(Frame.encode(frame)), now());
    step();
  }

  /// Takes the device's step and does what it asks for, unless the plan says to crash.
  private void step() {
    Step step = device.take();
    if (step.isEmpty()) {
      return;
    }
    watcher.accept(step);
    if (steps++ == crashAtStep) {
      crash(step);
      return;
    }
    store.apply(step.changes());
    send(step.frames());
    calls.addAll(step.calls());
    events.addAll(step.events());
    if (step.reconnect()) {
      disconnect();
      connect();
    }
  }

  private void crash(Step step) {
    if (crash != Crash.BEFORE_DURABLE) {
      store.apply(step.changes());
    }
    if (crash == Crash.AFTER_FRAMES) {
      send(step.frames());
    }
    restart();
  }

  private void send(List<Frame> frames) {
    if (isConnected()) {
      frames.forEach(frame -> node.onFrame(account(), Frame.decode(Frame.encode(frame))));
    }
  }

  /// The process ends without a word, and another begins with what is in the store.
  void restart() {
    calls.clear();
    node.disconnect(account());
    device = Device.restore(store, crypto, "test");
    connect();
  }

  private long now() {
    return node.time + clockErrorMillis;
  }

  // --- What the person does ---

  /// Sends a text, again if a crash came before it was accepted.
  EntryId say(Person to, String text) {
    ConversationId conversation = device.openDirect(to.account(), now());
    EntryId id = device.send(conversation, new Content.Text(text), now());
    step();
    boolean accepted = store.history(conversation).stream().anyMatch(m -> m.id().equals(id));
    return accepted ? id : say(to, text);
  }

  EntryId send(ConversationId conversation, Content content) {
    EntryId id = device.send(conversation, content, now());
    step();
    return id;
  }

  void read(Person from) {
    ConversationId conversation = with(from);
    device.markRead(conversation, row(from).head(), now());
    step();
  }

  void does(Consumer<Device> what) {
    what.accept(device);
    step();
  }

  /// Texts and lines of a conversation in order, each with who it is of.
  List<String> lines(ConversationId conversation) {
    return store.history(conversation).stream()
        .map(message -> name(message.account()) + ": " + text(message.content()))
        .toList();
  }

  /// Texts alone.
  List<String> said(ConversationId conversation) {
    return store.history(conversation).stream()
        .filter(message -> message.content() instanceof Content.Text)
        .map(message -> text(message.content()))
        .toList();
  }

  EntryId want(ConversationId conversation, Intention intention) {
    EntryId id = device.want(conversation, intention, now());
    step();
    return id;
  }

  GroupView group(ConversationId conversation) {
    GroupView view = device.group(conversation, now()).orElseThrow();
    step();
    return view;
  }

  ConversationId create(String name, Person... others) {
    List<AccountId> accounts = Stream.of(others).map(Person::account).toList();
    ConversationId id =
        device.createGroup(name, "", Bytes.EMPTY, accounts, GroupSettings.NONE, now());
    step();
    return id;
  }

  ConversationId with(Person other) {
    return device.openDirect(other.account(), now());
  }

  // --- What the person sees ---

  Conversation row(Person other) {
    return store.conversation(with(other));
  }

  List<Message> history(Person other) {
    return store.history(with(other));
  }

  /// Texts in order; a hole is `?` with its reason.
  List<String> texts(Person other) {
    return history(other).stream().map(message -> text(message.content())).toList();
  }

  <E extends Event> List<E> events(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static String line(GroupChange change) {
    return switch (change) {
      case GroupChange.Created _ -> "created";
      case GroupChange.Added(var account) -> "added " + name(account);
      case GroupChange.Removed(var account) -> "removed " + name(account);
      case GroupChange.Left(var account) -> "left " + name(account);
      case GroupChange.RoleChanged(var account, var role) -> name(account) + " is " + role;
      case GroupChange.SettingsChanged _ -> "settings";
      case GroupChange.JoinRequested(var account) -> "asks " + name(account);
      case GroupChange.Refused(var reason) -> "refused " + reason;
      default -> change.toString();
    };
  }

  private static String name(AccountId account) {
    return account.toString().substring(0, 4);
  }

  static String text(Content content) {
    return switch (content) {
      case Content.Text text -> text.text();
      case Content.Unknown _ -> "unknown";
      case Content.Lost(var reason) -> "?" + reason;
      case Content.Renamed(var name) -> "renamed " + name;
      case Content.Described(var description) -> "described " + description;
      case Content.Pictured _ -> "pictured";
      case Content.Changed(var changes) -> changes.stream().map(Person::line).toList().toString();
      default -> "quiet";
    };
  }
}
