package dev.godwit.client;

import dev.godwit.device.step.Setting;
import dev.godwit.mls.crypto.Crypto;
import dev.godwit.mls.jvm.JvmCrypto;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/// One device of a person, from its home.
///
/// ```
/// Godwit.register(home, new Secret.KeyFile(), URI.create("http://localhost:8080"), "alice",
/// password); try (Godwit alice = Godwit.open(home, new Secret.KeyFile())) {   alice.listen(event
/// -> System.out.println(event));   alice.connect();   alice.send(Recipient.parse("@bob"),
/// "hello"); }
/// ```
///
/// Safe for several threads. Methods block until what they do is durable; call them from virtual
/// threads where that matters. All throw [GodwitException]. A home that another process has open is
/// shared with it; when that process ends, this one goes on.
public final class Godwit implements AutoCloseable {
  /// The node that is meant when none is named.
  public static final URI DEFAULT_SERVER = URI.create("http://localhost:8080");

  /// How long another process may take to open the home and answer, or to end.
  private static final Duration SHARE_TIMEOUT = Duration.ofSeconds(5);

  private static final long SHARE_RETRY_MILLIS = 25;

  /// How long a change of a group may take before whoever asked is told that it is made later.
  private static final Duration GROUP_TIMEOUT = Duration.ofSeconds(30);

  private final Home home;
  private final Secret secret;
  private final Optional<URI> server;
  private final Events events = new Events();
  private final Object opening = new Object();
  private volatile Backend backend;
  private Optional<Host> host = Optional.empty();
  private Optional<HomeLock> lock = Optional.empty();
  private volatile boolean connectAsked;
  private volatile List<AccountId> watched = List.of();
  private volatile boolean closed;

  private Godwit(Home home, Secret secret, Optional<URI> server) {
    this.home = home;
    this.secret = secret;
    this.server = server;
    backend = open();
  }

  /// Opens the home of a registered device; does not connect.
  public static Godwit open(Path folder, Secret secret) {
    return open(folder, secret, Optional.empty());
  }

  /// Opens the home of a registered device; does not connect.
  ///
  /// @param server where to find the node this time, instead of where the device was registered
  public static Godwit open(Path folder, Secret secret, Optional<URI> server) {
    requireHome(folder);
    return new Godwit(Home.at(folder), secret, server);
  }

  /// Whether a home is opened with a passphrase.
  public static boolean wantsPassphrase(Path folder) {
    return HomeKey.wantsPassphrase(new Home(folder));
  }

  /// Makes an account at the server, with a first device in this home.
  public static Me register(
      Path folder, Secret secret, URI server, String handle, String password) {
    return alone(
        Home.at(folder),
        secret,
        Optional.of(server),
        (store, api, crypto) -> new Registrar(store, api, crypto).register(handle, password));
  }

  /// Signs the device in again after its sign-in was ended.
  public static Me signIn(Path folder, Secret secret, Optional<URI> server, String password) {
    requireHome(folder);
    return alone(
        Home.at(folder),
        secret,
        server,
        (store, api, crypto) -> new Registrar(store, api, crypto).signInAgain(password));
  }

  /// Makes this home a device of an account that is there already: shows a code, which an old
  /// device approves. Blocks until that has happened, or the code's 5 minutes are over.
  ///
  /// @param onCode is told the code in groups of digits, and what a QR code of it holds
  public static Me link(Path folder, Secret secret, URI server, BiConsumer<String, String> onCode) {
    return alone(
        Home.at(folder),
        secret,
        Optional.of(server),
        (store, api, crypto) -> {
          Me me =
              new Linker(store, api, crypto).link(code -> onCode.accept(code.format(), code.qr()));
          SignIn signIn =
              new SignIn(
                  api,
                  SignIn.Tokens.load(store),
                  () -> new KeySignIn(store, api, crypto).signIn(me.account(), me.device()),
                  change -> store.apply(List.of(change)),
                  System::currentTimeMillis);
          new HistoryReceiver(api, signIn, crypto).takeCatalogue(store);
          return me;
        });
  }

  /// Begins an account anew with the password alone, when none of its devices is left: without its
  /// history, under a new identity, which everybody it talks with sees. Its old devices end.
  public static Me beginAnew(
      Path folder, Secret secret, URI server, String handle, String password) {
    return alone(
        Home.at(folder),
        secret,
        Optional.of(server),
        (store, api, crypto) -> new Linker(store, api, crypto).beginAnew(handle, password));
  }

  private static void requireHome(Path folder) {
    if (!HomeKey.exists(new Home(folder))) {
      throw new GodwitException(
          Reason.Local.NOT_REGISTERED,
          ("There is no device in %s yet: `godwit register HANDLE` makes an account, `godwit link`"
                  + " brings yours.")
              .formatted(folder));
    }
  }

  /// What is done in a home before its device is opened.
  private interface Deed {
    Me make(LocalStore store, NodeApi api, Crypto crypto);
  }

  private static Me alone(Home home, Secret secret, Optional<URI> server, Deed deed) {
    SecureRandom random = new SecureRandom();
    try (HomeLock _ = HomeLock.tryLock(home).orElseThrow(() -> inUse(home));
        LocalStore store = LocalStore.open(home, key(home, secret, random))) {
      URI node = server.or(() -> Identity.find(store).map(Me::server)).orElse(DEFAULT_SERVER);
      return alone(store, node, random, deed);
    }
  }

  private static Me alone(LocalStore store, URI node, SecureRandom random, Deed deed) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = Http.client(node, executor)) {
      return deed.make(store, new NodeApi(http, node), new JvmCrypto(random));
    }
  }

  private static byte[] key(Home home, Secret secret, SecureRandom random) {
    return HomeKey.exists(home) ? HomeKey.read(home, secret) : HomeKey.create(home, secret, random);
  }

  private static GodwitException inUse(Home home) {
    return new GodwitException(
        Reason.Local.HOME_IN_USE,
        "The home %s is in use by another Godwit; end that first, or choose another with --home."
            .formatted(home.folder()));
  }

  private Backend open() {
    long deadline = System.nanoTime() + SHARE_TIMEOUT.toNanos();
    while (true) {
      Optional<HomeLock> taken = HomeLock.tryLock(home);
      if (taken.isPresent()) {
        return own(taken.get());
      }
      Optional<Guest> guest = Guest.connect(home, events::tell, this::takeOver);
      if (guest.isPresent()) {
        return guest.get();
      }
      if (System.nanoTime() > deadline) {
        throw inUse(home);
      }
      rest();
    }
  }

  private static void rest() {
    try {
      TimeUnit.MILLISECONDS.sleep(SHARE_RETRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GodwitException(
          Reason.Local.CLOSED, "This was interrupted while it opened the home; try again.", e);
    }
  }

  private Backend own(HomeLock taken) {
    try {
      LocalStore store = LocalStore.open(home, HomeKey.read(home, secret));
      Owner owner = owner(store);
      lock = Optional.of(taken);
      host = Host.open(home, owner, events);
      return owner;
    } catch (GodwitException e) {
      taken.close();
      throw e;
    }
  }

  private Owner owner(LocalStore store) {
    try {
      return new Owner(store, server, events::tell);
    } catch (GodwitException | IllegalStateException e) {
      store.close();
      throw e;
    }
  }

  /// The owner has ended: whoever is first becomes the owner, the others its guests.
  private void takeOver() {
    synchronized (opening) {
      if (closed) {
        return;
      }
      try {
        backend = open();
        resume();
      } catch (GodwitException e) {
        events.tell(new Event.Notice(ConversationId.NONE, e.reason().code(), e.sentence()));
      }
    }
    events.tell(new Event.Missed());
  }

  private void resume() {
    if (connectAsked) {
      backend.connect();
    }
    if (!watched.isEmpty()) {
      backend.watch(watched);
    }
  }

  /// Asks, and asks the next owner when the last one ended before it answered.
  private <T> T asking(Function<Backend, T> question) {
    Backend asked = backend;
    try {
      return question.apply(asked);
    } catch (Guest.OwnerGone e) {
      return question.apply(successor(asked));
    }
  }

  private Backend successor(Backend gone) {
    long deadline = System.nanoTime() + SHARE_TIMEOUT.toNanos();
    while (backend == gone) {
      if (closed || System.nanoTime() > deadline) {
        throw inUse(home);
      }
      rest();
    }
    return backend;
  }

  private void doing(Consumer<Backend> deed) {
    asking(
        asked -> {
          deed.accept(asked);
          return true;
        });
  }

  /// Loads what a session needs, without a home and without a node: for start-up archives.
  public static void warmUp() {
    WarmUp.run();
  }

  public Me me() {
    return asking(Backend::me);
  }

  /// Whether the device lives in this process; else another one has the home open and does the
  /// work.
  public boolean isOwner() {
    return backend instanceof Owner;
  }

  /// Connects to the node, and from then on again and again by itself. Does not wait.
  public void connect() {
    connectAsked = true;
    doing(Backend::connect);
  }

  public Connection connection() {
    return asking(Backend::connection);
  }

  /// Waits until everything that was there has come in; false when that takes longer than the
  /// timeout, or as soon as the node proves not to be reachable.
  public boolean awaitOnline(Duration timeout) throws InterruptedException {
    CountDownLatch settled = new CountDownLatch(1);
    Consumer<Event> watch =
        event -> {
          if (event instanceof Event.Connected(var now) && isSettled(now)) {
            settled.countDown();
          }
        };
    try (Listening _ = listen(watch)) {
      connect();
      if (!isSettled(connection())) {
        boolean told = settled.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        assert told || settled.getCount() > 0;
      }
    }
    return connection().state() == Connection.State.ONLINE;
  }

  private static boolean isSettled(Connection connection) {
    return switch (connection.state()) {
      case ONLINE, OFFLINE, ENDED -> true;
      case NONE, CONNECTING, CATCHING_UP -> false;
    };
  }

  /// Puts a message into the outbox; it is durable when this returns, and is sent as soon as that
  /// is possible, by this process or by the next one that connects.
  ///
  /// For a handle that is not known yet the node is asked, while it can be reached. In a group,
  /// members whose handles stand in the text behind their sign are mentioned.
  public Sending send(Recipient to, String text) {
    Backend asked = backend;
    try {
      return asked.send(to, text);
    } catch (Guest.OwnerGone e) {
      throw new GodwitException(
          Reason.Local.CLOSED,
          "The process that had this home open ended while it took the message; look at the history"
              + " before you send it again.",
          e);
    }
  }

  /// Those with the newest messages first.
  public List<Conversation> conversations() {
    return asking(Backend::conversations);
  }

  /// The conversation with somebody; a handle that is not known yet is looked up.
  public Conversation conversation(Recipient with) {
    return asking(asked -> asked.conversation(with));
  }

  /// A page of a conversation, newest first; what waits to be sent is newer than everything sent.
  ///
  /// @param before only messages with smaller sequences, 0 for the newest
  public List<Message> history(Recipient with, long before, int limit) {
    return asking(asked -> asked.history(with, before, limit));
  }

  /// What came into this home after [Message#arrival], in that order, from all conversations.
  public List<Message> arrivedAfter(long arrival, int limit) {
    return asking(asked -> asked.arrivedAfter(arrival, limit));
  }

  /// The person has seen everything up to `sequence`.
  public void markRead(ConversationId conversation, long sequence) {
    doing(asked -> asked.markRead(conversation, sequence));
  }

  /// Tells the other that the person types, or does not any more; told once, never stored.
  public void typing(ConversationId conversation, boolean typing) {
    doing(asked -> asked.typing(conversation, typing));
  }

  /// Whose presence to tell from now on, in place of those before.
  public void watch(List<AccountId> accounts) {
    watched = List.copyOf(accounts);
    doing(asked -> asked.watch(accounts));
  }

  /// Lets the device in that shows this code. Blocks until it is one of the account's; bringing it
  /// into the conversations and sending the history go on in the background, in this process or the
  /// next one that connects.
  ///
  /// @param days how much of the history it gets, 0 for all
  public DeviceInfo approve(String code, int days) {
    return asking(asked -> asked.approve(code, days));
  }

  /// Whether a device that was let in is still to get conversations or history from here.
  public boolean hosting() {
    return asking(Backend::hosting);
  }

  /// The account's devices, revoked ones too, oldest first.
  public List<DeviceInfo> devices() {
    return asking(Backend::devices);
  }

  /// Takes a device out of the account, signed by the account's identity.
  public void revoke(DeviceId device) {
    doing(asked -> asked.revoke(device));
  }

  /// Whether a device of the account has the keys of a conversation, as far as this device has
  /// followed it. One that was taken out of the account has them until the next commit.
  public boolean isIn(ConversationId conversation, DeviceId device) {
    return asking(asked -> asked.isIn(conversation, device));
  }

  /// What to compare with somebody to be sure that nobody is in between.
  public Verification verification(Recipient with) {
    return asking(asked -> asked.verification(with));
  }

  /// Marks somebody as compared, on all own devices. False, and nothing is marked, when this is not
  /// the number that they and you see now.
  public boolean verify(Recipient with, String number) {
    return asking(asked -> asked.verify(with, number));
  }

  /// Goes on with the identity that somebody shows now, as one that was not compared, on all own
  /// devices: after it has changed, or to take a comparison back.
  public void trust(Recipient with) {
    doing(asked -> asked.trust(with));
  }

  /// How far the history of another device has come.
  public Progress progress() {
    return asking(Backend::progress);
  }

  /// What the person has set, on whatever device; the names are those of
  /// [dev.godwit.device.own.Settings]. Empty when nothing is set.
  public String setting(String name) {
    return asking(asked -> asked.setting(name));
  }

  /// Sets something on all own devices.
  public void set(String name, String value) {
    doing(asked -> asked.set(name, value));
  }

  /// No notices of a conversation before a time, 0 for notices again. This and what follows holds
  /// on all devices of the account.
  public void mute(ConversationId conversation, long untilMillis) {
    set(Setting.muted(conversation, untilMillis));
  }

  /// Shows a conversation before the others, or in its place again.
  public void pin(ConversationId conversation, boolean pinned) {
    set(Setting.pinned(conversation, pinned));
  }

  /// Puts a conversation away, or back.
  public void archive(ConversationId conversation, boolean archived) {
    set(Setting.archived(conversation, archived));
  }

  /// Calls a device of the account so, on all of them; empty for its platform's name again.
  public void rename(DeviceId device, String name) {
    set(Setting.named(device, name));
  }

  /// Keeps a text that is not sent yet, empty for none.
  public void draft(ConversationId conversation, String text) {
    set(Setting.drafted(conversation, text));
  }

  private void set(Setting setting) {
    set(setting.name(), setting.value());
  }

  /// How many messages wait to be sent.
  public int waiting() {
    return asking(Backend::waiting);
  }

  /// A small value that the program has put into the home; empty when there is none.
  public String note(String name) {
    return asking(asked -> asked.note(name));
  }

  /// Keeps a small value in the home, encrypted and durable as everything there.
  public void putNote(String name, String value) {
    doing(asked -> asked.putNote(name, value));
  }

  /// What can be done with groups.
  public Groups groups() {
    return new Groups(this, deed -> asking(asked -> asked.group(deed)), GROUP_TIMEOUT);
  }

  /// Ends the telling of events.
  public interface Listening extends AutoCloseable {
    @Override
    void close();
  }

  /// Tells events, in order, on a thread of the listener's own, which it may block. The listener
  /// must not throw.
  public Listening listen(Consumer<Event> listener) {
    return events.listen(listener);
  }

  /// Lets out what is on its way, disconnects, and frees the home.
  @Override
  public void close() {
    synchronized (opening) {
      closed = true;
      host.ifPresent(Host::close);
      backend.close();
      lock.ifPresent(HomeLock::close);
      events.close();
    }
  }
}
