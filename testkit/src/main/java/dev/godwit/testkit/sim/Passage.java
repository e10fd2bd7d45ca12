package dev.godwit.testkit.sim;

import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Position;
import dev.godwit.wire.Watched;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What went through one session, both ways, as the node's door sees it.
final class Passage {
  private record Told(ConversationId conversation, long sequence) {}

  private final long session;
  private final int node;
  private final AccountId account;
  private final DeviceId device;
  private final InFlight inFlight = new InFlight();
  private final Map<ConversationId, Long> through = new HashMap<>();
  private final Map<ConversationId, Long> pushed = new HashMap<>();
  private final Set<Told> sent = new HashSet<>();
  private final Map<AccountId, Set<ConversationId>> watched = new HashMap<>();
  private final Map<ConversationId, Long> fetchMillis = new HashMap<>();
  private final Map<ConversationId, Long> beforeFetch = new HashMap<>();
  private long accountThrough;
  private long helloMillis = -1;
  private long heardMillis;
  private int unanswered;
  private int meanwhile;
  private boolean corrected;

  Passage(long session, int node, AccountId account, DeviceId device) {
    this.session = session;
    this.node = node;
    this.account = account;
    this.device = device;
  }

  long session() {
    return session;
  }

  int node() {
    return node;
  }

  AccountId account() {
    return account;
  }

  DeviceId device() {
    return device;
  }

  InFlight inFlight() {
    return inFlight;
  }

  /// When the node got Hello, -1 before.
  long helloMillis() {
    return helloMillis;
  }

  void onHello(Hello hello, long now) {
    helloMillis = now;
    accountThrough = hello.accountSequence();
    for (Position position : hello.positions()) {
      through.put(position.conversation(), position.sequence());
      pushed.put(position.conversation(), position.sequence());
    }
  }

  // --- How far the device is ---

  /// The device has everything of the conversation up to there, as far as this session knows.
  long through(ConversationId conversation) {
    return through.getOrDefault(conversation, 0L);
  }

  /// The newest entry that was pushed; what the device had when it connected counts.
  long pushed(ConversationId conversation) {
    return pushed.getOrDefault(conversation, 0L);
  }

  /// When the device last asked for entries again, or was told that there are fewer; before the
  /// beginning when it never did.
  long fetchMillis(ConversationId conversation) {
    return fetchMillis.getOrDefault(conversation, Long.MIN_VALUE);
  }

  /// How far the device was when it last asked for entries again.
  long beforeFetch(ConversationId conversation) {
    return beforeFetch.getOrDefault(conversation, 0L);
  }

  void push(ConversationId conversation, long sequence) {
    pushed.merge(conversation, sequence, Math::max);
    reach(conversation, sequence);
  }

  void reach(ConversationId conversation, long sequence) {
    through.merge(conversation, sequence, Math::max);
  }

  /// The device asks for more from there, or was told that the log ends there.
  void goBack(ConversationId conversation, long sequence, long now) {
    beforeFetch.put(conversation, through(conversation));
    through.computeIfPresent(conversation, (_, before) -> Math.min(before, sequence));
    pushed.computeIfPresent(conversation, (_, before) -> Math.min(before, sequence));
    fetchMillis.put(conversation, now);
  }

  /// The device is told that the log ended there when the store was restored.
  void cut(ConversationId conversation, long end) {
    if (conversation.isNone()) {
      accountThrough = Math.min(accountThrough, end);
    } else {
      through.computeIfPresent(conversation, (_, before) -> Math.min(before, end));
      pushed.computeIfPresent(conversation, (_, before) -> Math.min(before, end));
    }
  }

  /// The device claimed to have more than this node knows of.
  void correct(ConversationId conversation, long head, long now) {
    corrected = true;
    if (conversation.isNone()) {
      accountThrough = Math.min(accountThrough, head);
    } else {
      goBack(conversation, head, now);
    }
  }

  /// Whether the device was told that it has more than there is.
  boolean wasCorrected() {
    return corrected;
  }

  void told(ConversationId conversation, long sequence) {
    sent.add(new Told(conversation, sequence));
  }

  /// Whether the device was told that its own entry is there.
  boolean wasTold(ConversationId conversation, long sequence) {
    return sent.contains(new Told(conversation, sequence));
  }

  long accountThrough() {
    return accountThrough;
  }

  /// A device that knows more than the node may say so; the node goes on behind that.
  void acknowledgesAccount(long sequence) {
    if (corrected) {
      accountThrough = Math.max(accountThrough, sequence);
    }
  }

  void reachAccount(long sequence) {
    accountThrough = sequence;
  }

  // --- What may be lost ---

  void onHeard(long now) {
    heardMillis = now;
    unanswered = 0;
    meanwhile = 0;
  }

  /// When the node last got a frame.
  long heardMillis() {
    return heardMillis;
  }

  /// One more frame that may be lost, while what was heard is on its way to the session; answers
  /// how many there are of them.
  int onMeanwhile() {
    return ++meanwhile;
  }

  /// One more frame that may be lost; answers how many were counted since the device was heard.
  int onUnanswered() {
    return ++unanswered;
  }

  // --- Watching ---

  void watches(Watched asked) {
    watched.computeIfAbsent(asked.account(), id -> new HashSet<>()).add(asked.conversation());
  }

  /// By which conversations the device ever asked about the account.
  Set<ConversationId> watchedBy(AccountId of) {
    return watched.getOrDefault(of, Set.of());
  }
}
