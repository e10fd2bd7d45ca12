package dev.godwit.client;

import dev.godwit.device.Device;
import dev.godwit.device.Devices;
import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.step.Change;
import dev.godwit.device.step.PendingCall;
import dev.godwit.device.step.Setting;
import dev.godwit.device.step.Step;
import dev.godwit.device.trust.SafetyNumber;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// The device of a home in this process.
final class Owner implements Backend {
  private static final String CLIENT = "godwit-java/0.1.0";

  /// The longest text, in UTF-8: a content without what stands around the text in it.
  private static final int TEXT_BYTES_MAX =
      ContentCodec.CONTENT_BYTES_MAX - 16 - Mentions.BYTES_MAX;

  private static final String NOTES = "shell/note/";

  private final LocalStore store;
  private final Me me;
  private final Views views;
  private final Letters letters;
  private final DeviceLoop loop;
  private final ExecutorService calling = Executors.newVirtualThreadPerTaskExecutor();
  private final SecureRandom random = new SecureRandom();
  private final NodeApi api;
  private final SignIn signIn;
  private final NodeCalls calls;
  private final Link link;
  private final LookUps lookUps = new LookUps();
  private final GroupOwner groups;
  private final Approver approver;
  private final HistoryReceiver historyReceiver;
  private final EventViews eventViews;
  private final Consumer<Event> events;
  private final Object connecting = new Object();
  private boolean connectAsked;
  private volatile Connection connection = Connection.NONE;

  /// Takes the store over, and closes it at the end.
  Owner(LocalStore store, Optional<URI> server, Consumer<Event> events) {
    this.store = store;
    this.events = events;
    me = Identity.load(store, server);
    views = new Views(store, me);
    letters = new Letters(random);
    eventViews = new EventViews(store, views, me);
    api = new NodeApi(Http.client(me.server(), calling), me.server());
    var crypto = new JvmCrypto(random);
    loop =
        new DeviceLoop(
            store,
            () -> Device.restore(store, crypto, CLIENT),
            System::currentTimeMillis,
            new Outside());
    KeySignIn byKey = new KeySignIn(store, api, crypto);
    signIn =
        new SignIn(
            api,
            SignIn.Tokens.load(store),
            () -> byKey.signIn(me.account(), me.device()),
            this::persist,
            System::currentTimeMillis);
    calls = new NodeCalls(api, signIn);
    link = new Link(loop, api, signIn, random, this::onConnection);
    groups = new GroupOwner(me, crypto, loop, api, signIn);
    approver = new Approver(me, api, signIn, crypto, loop);
    historyReceiver = new HistoryReceiver(api, signIn, crypto);
    loop.start();
  }

  private void persist(Change change) {
    loop.ask(desk -> desk.changes().add(change));
  }

  /// Where steps go when they are durable.
  private final class Outside implements DeviceLoop.Outside {
    @Override
    public void onStep(Step step) {
      step.frames().forEach(link::send);
      step.calls().forEach(Owner.this::call);
      step.events().forEach(Owner.this::onEvent);
      if (step.reconnect()) {
        link.reconnect();
      }
    }

    @Override
    public void onLost(GodwitException why) {
      link.reconnect();
      events.accept(new Event.Notice(ConversationId.NONE, why.reason().code(), why.sentence()));
    }
  }

  private void call(PendingCall pending) {
    long generation = loop.generation();
    calling.execute(
        () -> {
          var answer = calls.make(pending.call());
          loop.tell(generation, desk -> desk.device().onAnswer(pending.id(), answer, desk.now()));
        });
  }

  private void onEvent(dev.godwit.device.step.Event event) {
    switch (event) {
      case dev.godwit.device.step.Event.AccountFound(var handle, var account) ->
          later(
              account.equals(me.account())
                  ? desk -> notFound(desk, handle, ownHandle())
                  : desk -> found(desk, handle, account));
      case dev.godwit.device.step.Event.AccountNotFound(var handle, var code) ->
          later(desk -> notFound(desk, handle, GodwitException.refused(code)));
      case dev.godwit.device.step.Event.CaughtUp _ -> {
        later(this::findRecipients);
        onConnection(Connection.of(Connection.State.ONLINE));
      }
      default -> eventViews.view(event).forEach(events);
    }
  }

  /// Brings an input from the loop's own thread, which must not wait for itself.
  private void later(Consumer<DeviceLoop.Desk> work) {
    long generation = loop.generation();
    calling.execute(() -> loop.tell(generation, work));
  }

  private void findRecipients(DeviceLoop.Desk desk) {
    Letters.handles(desk.store()).forEach(handle -> desk.device().find(handle, desk.now()));
  }

  private void found(DeviceLoop.Desk desk, String handle, AccountId account) {
    ConversationId conversation = desk.device().openDirect(account, desk.now());
    List<Sending> sendings = Letters.address(desk, handle, account);
    loop.afterStep(
        () -> {
          sendings.forEach(
              sending ->
                  events.accept(
                      new Event.Addressed(sending.letter(), sending.conversation(), sending.id())));
          lookUps.found(handle, conversation, sendings);
        });
  }

  private static GodwitException ownHandle() {
    return new GodwitException(
        Reason.Local.UNKNOWN_CONVERSATION,
        "This is your own handle; a conversation is with somebody else.");
  }

  private void notFound(DeviceLoop.Desk desk, String handle, GodwitException why) {
    if (!LookUps.isForGood(why)) {
      return;
    }
    List<Letters.Letter> thrown = Letters.take(desk, handle);
    loop.afterStep(
        () -> {
          thrown.forEach(
              letter ->
                  events.accept(
                      new Event.Unaddressed(
                          letter.name(), handle, why.reason().code(), why.sentence())));
          lookUps.notFound(handle, why);
        });
  }

  private void onConnection(Connection next) {
    Connection before = connection;
    connection = next;
    if (next.state() == Connection.State.OFFLINE || next.state() == Connection.State.ENDED) {
      lookUps.offline();
    }
    if (!next.equals(before)) {
      events.accept(new Event.Connected(next));
    }
  }

  @Override
  public Me me() {
    return me;
  }

  @Override
  public void connect() {
    synchronized (connecting) {
      if (!connectAsked) {
        connectAsked = true;
        link.start();
        calling.execute(this::nameThis);
        calling.execute(() -> historyReceiver.run(loop, this::onHistory));
        calling.execute(() -> approver.history().run());
      }
    }
  }

  /// A device that has no name yet is called as its machine is.
  private void nameThis() {
    Setting named = Setting.named(me.device(), Platform.hostName());
    loop.tell(
        loop.generation(),
        desk -> {
          if (desk.device().devices().setting(named.name()).isEmpty()) {
            desk.device().devices().set(named, desk.now());
          }
        });
  }

  @Override
  public Connection connection() {
    return connection;
  }

  @Override
  public Sending send(Recipient to, String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (text.isBlank() || bytes > TEXT_BYTES_MAX) {
      throw new GodwitException(
          Reason.Local.TEXT_INVALID,
          "A message has 1 to %d bytes; send a longer text in parts.".formatted(TEXT_BYTES_MAX));
    }
    return switch (to) {
      case Recipient.InConversation(var conversation) -> sendIn(conversation, text);
      case Recipient.Handle(var handle) ->
          known(handle)
              .map(conversation -> sendIn(conversation, text))
              .orElseGet(() -> sendLetter(handle, text));
    };
  }

  private Sending sendIn(ConversationId conversation, String text) {
    return loop.ask(
        desk -> {
          requireLookedAt(desk, conversation);
          Content said = new Content.Text(text, mentions(desk, conversation, text));
          EntryId id = desk.device().send(conversation, said, desk.now());
          return new Sending("", conversation, id);
        });
  }

  private static List<Content.Mention> mentions(
      DeviceLoop.Desk desk, ConversationId conversation, String text) {
    if (!Mentions.mayBeIn(text)) {
      return List.of();
    }
    return desk.device()
        .group(conversation, desk.now())
        .map(group -> Mentions.in(text, group.members()))
        .orElse(List.of());
  }

  private void requireKnown(ConversationId conversation) {
    if (store.conversations().byId(conversation).isEmpty()) {
      throw unknown();
    }
  }

  /// What is written to somebody whose identity is not the one that was compared would wait until
  /// the person has looked at that.
  private void requireLookedAt(DeviceLoop.Desk desk, ConversationId conversation) {
    var row = store.conversations().byId(conversation).orElseThrow(Owner::unknown);
    if (desk.device().devices().isBlocked(row.peer())) {
      throw new GodwitException(
          Reason.Local.IDENTITY_CHANGED,
          ("@%s shows another identity than the one you compared, so nothing was sent: look at it"
                  + " with `godwit verify @%s`.")
              .formatted(row.peerHandle(), row.peerHandle()));
    }
  }

  private static GodwitException unknown() {
    return new GodwitException(
        Reason.Local.UNKNOWN_CONVERSATION,
        "There is no such conversation here; `godwit conversations` lists those there are.");
  }

  /// The conversation with a handle that the store or the device knows already.
  private Optional<ConversationId> known(String handle) {
    if (handle.equals(me.handle())) {
      throw ownHandle();
    }
    return loop.ask(
        desk -> {
          Optional<ConversationId> row =
              store.conversations().byHandle(handle).map(dev.godwit.device.step.Conversation::id);
          return row.isPresent()
              ? row
              : desk.device()
                  .accountOf(handle)
                  .map(account -> desk.device().openDirect(account, desk.now()));
        });
  }

  private Sending sendLetter(String handle, String text) {
    CompletableFuture<LookUps.Found> found = lookUps.await(handle);
    Letters.Letter letter =
        loop.ask(
            desk -> {
              Letters.Letter written = letters.write(desk, handle, text);
              desk.device().find(handle, desk.now());
              return written;
            });
    return lookUps
        .join(found, connection)
        .flatMap(there -> there.sending(letter.name()))
        .orElse(new Sending(letter.name(), ConversationId.NONE, EntryId.NONE));
  }

  @Override
  public List<Conversation> conversations() {
    return loop.ask(_ -> views.conversations());
  }

  @Override
  public Conversation conversation(Recipient with) {
    ConversationId id =
        switch (with) {
          case Recipient.InConversation(var conversation) -> conversation;
          case Recipient.Handle(var handle) -> known(handle).orElseGet(() -> lookUp(handle));
        };
    return loop.ask(
        _ -> store.conversations().byId(id).map(views::conversation).orElseThrow(Owner::unknown));
  }

  private ConversationId lookUp(String handle) {
    CompletableFuture<LookUps.Found> found = lookUps.await(handle);
    loop.ask(
        desk -> {
          desk.device().find(handle, desk.now());
          return true;
        });
    return lookUps
        .join(found, connection)
        .map(LookUps.Found::conversation)
        .orElseThrow(
            () ->
                new GodwitException(
                    Reason.Local.NODE_UNREACHABLE,
                    "The node at %s cannot be reached to ask for @%s; try again when it can."
                        .formatted(me.server(), handle)));
  }

  @Override
  public List<Message> history(Recipient with, long before, int limit) {
    return loop.ask(
        _ -> {
          ConversationId id =
              switch (with) {
                case Recipient.InConversation(var conversation) -> conversation;
                case Recipient.Handle(var handle) ->
                    store
                        .conversations()
                        .byHandle(handle)
                        .map(dev.godwit.device.step.Conversation::id)
                        .orElseThrow(Owner::unknown);
              };
          requireKnown(id);
          return views.before(id, before == 0 ? Long.MAX_VALUE : before, limit);
        });
  }

  @Override
  public List<Message> arrivedAfter(long arrival, int limit) {
    return loop.ask(_ -> views.messages(store.messages().arrivedAfter(arrival, limit)));
  }

  @Override
  public void markRead(ConversationId conversation, long sequence) {
    doing(desk -> desk.device().markRead(conversation, sequence, desk.now()));
  }

  @Override
  public void typing(ConversationId conversation, boolean typing) {
    doing(desk -> desk.device().typing(conversation, typing, desk.now()));
  }

  @Override
  public void watch(List<AccountId> accounts) {
    doing(desk -> desk.device().watch(accounts, desk.now()));
  }

  private void doing(Consumer<DeviceLoop.Desk> deed) {
    loop.ask(
        desk -> {
          deed.accept(desk);
          return true;
        });
  }

  private void onHistory(Progress progress) {
    events.accept(new Event.History(progress));
  }

  @Override
  public DeviceInfo approve(String code, int days) {
    return approver.approve(code, days);
  }

  @Override
  public boolean hosting() {
    return loop.ask(
        desk -> HistorySender.isSending(desk.store()) || desk.device().devices().left() > 0);
  }

  @Override
  public List<DeviceInfo> devices() {
    return approver.devices();
  }

  @Override
  public void revoke(DeviceId device) {
    approver.revoke(device);
  }

  @Override
  public boolean isIn(ConversationId conversation, DeviceId device) {
    return loop.ask(desk -> desk.device().devices().isIn(conversation, device));
  }

  @Override
  public Verification verification(Recipient with) {
    Conversation conversation = conversation(with);
    return loop.ask(desk -> verification(desk, conversation));
  }

  private static Verification verification(DeviceLoop.Desk desk, Conversation with) {
    Devices devices = desk.device().devices();
    SafetyNumber number = devices.safetyNumber(with.peer()).orElseThrow(Owner::unknown);
    return new Verification(
        with.peer(),
        with.handle(),
        number.format(),
        number.qr(),
        devices.isVerified(with.peer()),
        devices.isBlocked(with.peer()));
  }

  @Override
  public boolean verify(Recipient with, String number) {
    AccountId peer = conversation(with).peer();
    Optional<SafetyNumber> compared = SafetyNumber.parse(number);
    return loop.ask(
        desk ->
            compared
                .filter(each -> desk.device().devices().verify(peer, each, desk.now()))
                .isPresent());
  }

  @Override
  public void trust(Recipient with) {
    AccountId peer = conversation(with).peer();
    doing(desk -> desk.device().devices().trust(peer, desk.now()));
  }

  @Override
  public Progress progress() {
    return loop.ask(desk -> HistoryReceiver.progress(desk.store()));
  }

  @Override
  public String setting(String name) {
    return loop.ask(desk -> desk.device().devices().setting(name));
  }

  @Override
  public void set(String name, String value) {
    doing(desk -> desk.device().devices().set(new Setting(name, value), desk.now()));
  }

  @Override
  public int waiting() {
    return loop.ask(desk -> desk.device().waiting() + Letters.all(desk.store()).size());
  }

  @Override
  public String note(String name) {
    return loop.ask(
        _ ->
            store
                .get(NOTES + name)
                .map(value -> new String(value.shared(), StandardCharsets.UTF_8))
                .orElse(""));
  }

  @Override
  public void putNote(String name, String value) {
    persist(new Change.Put(NOTES + name, Bytes.owned(value.getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  public GroupReply group(GroupDeed deed) {
    return groups.does(deed);
  }

  /// Lets out what is on its way, then ends.
  @Override
  public void close() {
    try {
      doing(_ -> {});
    } catch (GodwitException _) {
      // Nothing more can be let out.
    }
    link.close();
    loop.close();
    lookUps.offline();
    calling.shutdownNow();
    api.http().shutdownNow();
  }
}
