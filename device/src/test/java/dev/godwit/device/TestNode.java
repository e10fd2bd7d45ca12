package dev.godwit.device;

import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.KeyPackageUpload;
import dev.godwit.wire.AccountAck;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Ack;
import dev.godwit.wire.AskReceipts;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Expired;
import dev.godwit.wire.Fetch;
import dev.godwit.wire.Frame;
import dev.godwit.wire.Heartbeat;
import dev.godwit.wire.Hello;
import dev.godwit.wire.Leave;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Opened;
import dev.godwit.wire.Position;
import dev.godwit.wire.Presence;
import dev.godwit.wire.Read;
import dev.godwit.wire.Receipt;
import dev.godwit.wire.Restored;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import dev.godwit.wire.Typing;
import dev.godwit.wire.Watch;
import dev.godwit.wire.WelcomeSecrets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node that does what the protocol says, and nothing more: one log per conversation and account,
/// and for each session a queue of frames.
final class TestNode {
  static final long START_MILLIS = 1_800_000_000_000L;

  /// What the node keeps of an account with one device.
  static final class Account {
    final AccountId id;
    final DeviceId device;
    final String handle;
    Bytes identityKey;
    final Bytes certificate;
    final Deque<KeyPackageUpload> oneTime = new ArrayDeque<>();
    Optional<KeyPackageUpload> lastResort = Optional.empty();
    final List<AccountEntry> log = new ArrayList<>();
    final Deque<Frame> queue = new ArrayDeque<>();
    boolean connected;

    Account(Registration registration, String handle) {
      this.id = registration.account();
      this.device = registration.device();
      this.handle = handle;
      this.identityKey = registration.identityKey();
      this.certificate = registration.certificate();
      registration.keyPackages().forEach(this::add);
    }

    void add(KeyPackageUpload upload) {
      if (upload.lastResort()) {
        lastResort = Optional.of(upload);
      } else {
        oneTime.add(upload);
      }
    }
  }

  final Map<AccountId, Account> accounts = new LinkedHashMap<>();
  final Map<ConversationId, TestLog> logs = new HashMap<>();
  final Deque<ErrorCode> refuseSends = new ArrayDeque<>();
  final Deque<ErrorCode> refuseCommits = new ArrayDeque<>();
  private long generation;
  private Map<ConversationId, Long> ends = Map.of();
  int commits;
  long time = START_MILLIS;
  int sends;

  void register(Registration registration, String handle) {
    accounts.put(registration.account(), new Account(registration, handle));
  }

  TestLog log(ConversationId conversation) {
    return Optional.ofNullable(logs.get(conversation)).orElseThrow();
  }

  // --- Sessions ---

  void connect(AccountId account) {
    Account session = session(account);
    session.queue.clear();
    session.connected = true;
  }

  void disconnect(AccountId account) {
    Account session = session(account);
    session.queue.clear();
    session.connected = false;
  }

  Optional<Frame> poll(AccountId account) {
    return Optional.ofNullable(session(account).queue.poll());
  }

  void onFrame(AccountId account, Frame frame) {
    Account from = session(account);
    switch (frame) {
      case Hello hello -> onHello(from, hello);
      case Send send -> onSend(from, send);
      case Commit commit -> onCommit(from, commit);
      case Leave leave -> onLeave(from, leave);
      case Ack ack -> move(from, ack.conversation(), ack.sequence(), 0);
      case Read read -> move(from, read.conversation(), read.sequence(), read.sequence());
      case Fetch fetch -> push(from, log(fetch.conversation()), fetch.sequence());
      case AskReceipts ask -> tellReceipts(from, log(ask.conversation()));
      case Heartbeat _ -> from.queue.add(new Heartbeat(time));
      case Typing typing -> onTyping(from, typing);
      case Watch watch ->
          watch.watched().forEach(w -> from.queue.add(presence(session(w.account()))));
      case AccountAck _ -> {}
      default -> throw new AssertionError("A device never says this");
    }
  }

  private void onHello(Account from, Hello hello) {
    Map<ConversationId, Position> positions = new HashMap<>();
    hello.positions().forEach(position -> positions.put(position.conversation(), position));
    if (hello.generation() != generation) {
      from.queue.add(restored(from, hello.accountSequence(), positions));
    }
    from.queue.add(new Opened(1, time, 5_000, hello.window()));
    from.log.stream()
        .filter(entry -> entry.sequence() > hello.accountSequence())
        .forEach(from.queue::add);
    for (TestLog log : logs.values()) {
      if (log.isMember(from.id)) {
        catchUp(from, log, Optional.ofNullable(positions.get(log.id)));
      }
    }
    from.queue.add(new CaughtUp(from.log.size()));
  }

  /// Goes back to where each log of `ends` ended; others are as they are.
  void restore(Map<ConversationId, Long> cut) {
    generation++;
    ends = Map.copyOf(cut);
    ends.forEach((id, end) -> log(id).loseAfter(end));
  }

  private Restored restored(
      Account to, long accountSequence, Map<ConversationId, Position> positions) {
    List<Position> told = new ArrayList<>();
    List<ConversationId> lost = new ArrayList<>();
    if (accountSequence > to.log.size()) {
      told.add(new Position(ConversationId.NONE, to.log.size(), false));
    }
    for (Position position : List.copyOf(positions.values())) {
      ConversationId id = position.conversation();
      long end = logs.containsKey(id) ? ends.getOrDefault(id, Long.MAX_VALUE) : 0;
      if (!logs.containsKey(id) || !log(id).isMember(to.id)) {
        lost.add(id);
      }
      if (position.sequence() > end) {
        told.add(new Position(id, end, false));
        positions.put(id, new Position(id, end, position.receipts()));
      }
    }
    return new Restored(generation, told, lost);
  }

  private void catchUp(Account to, TestLog log, Optional<Position> position) {
    long joined = log.joinedAt.getOrDefault(to.id, 0L);
    long sequence = position.map(Position::sequence).orElse(joined);
    if (sequence > log.head()) {
      int code = ErrorCode.WRONG_SEQUENCE.code();
      to.queue.add(new Error(code, log.id, EntryId.NONE, log.epoch, log.head(), 0));
      return;
    }
    push(to, log, sequence);
    if (position.map(Position::receipts).orElse(false)) {
      tellReceipts(to, log);
    }
  }

  private void push(Account to, TestLog log, long sequence) {
    if (sequence < log.expiredThrough) {
      to.queue.add(new Expired(log.id, log.expiredThrough));
    }
    to.queue.addAll(log.after(sequence));
  }

  private void onSend(Account from, Send send) {
    sends++;
    TestLog log = logs.get(send.conversation());
    if (!refuseSends.isEmpty()) {
      refuse(from, send.conversation(), send.id(), refuseSends.remove());
    } else if (log == null || !log.isMember(from.id)) {
      refuse(from, send.conversation(), send.id(), ErrorCode.CONVERSATION_UNKNOWN);
    } else if (log.find(send.id()).isPresent()) {
      from.queue.add(sent(log.find(send.id()).get()));
    } else if (send.epoch() > log.epoch
        || send.epoch() < Math.max(log.epoch - 2, log.comersEpoch)) {
      refuse(from, send.conversation(), send.id(), ErrorCode.STALE_EPOCH);
    } else {
      deliver(from, log, log.append(send, from.id, from.device, time));
    }
  }

  /// Off the roster at once; the last owner's heir is named.
  private void onLeave(Account from, Leave leave) {
    TestLog log = log(leave.conversation());
    if (log.find(leave.id()).isPresent()) {
      from.queue.add(sent(log.find(leave.id()).get()));
      return;
    }
    MemberChange left =
        new MemberChange(from.id, MemberChangeKind.REMOVED, Role.UNKNOWN, List.of(from.device));
    Entry entry =
        log.append(
            EntryKind.DEPARTURE,
            leave.id(),
            leave,
            new TestLog.Account(from.id, from.device, time),
            List.of(left));
    deliver(from, log, entry);
    remove(log, entry, from.id);
  }

  private void remove(TestLog log, Entry entry, AccountId account) {
    log.joinedAt.remove(account);
    log.cursors.remove(account);
    tell(account, AccountEntryKind.LEFT, log, entry, DeviceId.NONE, Bytes.EMPTY);
  }

  /// A person's device was revoked: it takes no part in this conversation any more.
  void revoked(Person person, ConversationId conversation) {
    Account account = session(person.account());
    TestLog log = log(conversation);
    MemberChange gone =
        new MemberChange(
            account.id, MemberChangeKind.DEVICES_REMOVED, Role.UNKNOWN, List.of(account.device));
    Entry entry =
        log.append(
            EntryKind.DEPARTURE,
            new EntryId(account.id.low(), log.head() + 1),
            new Leave(conversation, EntryId.NONE, log.epoch, Bytes.EMPTY),
            new TestLog.Account(account.id, account.device, time),
            List.of(gone));
    deliver(account, log, entry);
  }

  /// Somebody uses an invitation link.
  void request(Person from, ConversationId conversation, Bytes payload) {
    TestLog log = log(conversation);
    Account account = session(from.account());
    MemberChange added =
        new MemberChange(account.id, MemberChangeKind.ADDED, Role.MEMBER, List.of());
    Entry entry =
        log.append(
            EntryKind.JOIN_REQUEST,
            new EntryId(account.id.low(), log.head() + 1),
            new Leave(conversation, EntryId.NONE, log.epoch, payload),
            new TestLog.Account(account.id, account.device, time),
            List.of(added));
    deliver(account, log, entry);
  }

  private void onCommit(Account from, Commit commit) {
    commits++;
    TestLog log = logs.computeIfAbsent(commit.conversation(), TestLog::new);
    if (!refuseCommits.isEmpty()) {
      refuse(from, commit.conversation(), commit.id(), refuseCommits.remove());
    } else if (log.find(commit.id()).isPresent()) {
      from.queue.add(sent(log.find(commit.id()).get()));
    } else if (commit.epoch() != log.epoch || log.leavesDeparted(commit, from.id, from.device)) {
      refuse(from, commit.conversation(), commit.id(), ErrorCode.EPOCH_TAKEN);
    } else {
      Entry entry = log.append(commit, from.id, from.device, time);
      deliver(from, log, entry);
      enlist(log, entry, commit);
    }
  }

  /// The members that were there before get the entry; those that it adds find it in their logs.
  private void enlist(TestLog log, Entry entry, Commit commit) {
    for (MemberChange change : commit.changes()) {
      if (change.kind() == MemberChangeKind.REMOVED && log.isMember(change.account())) {
        remove(log, entry, change.account());
      }
      if (change.kind() == MemberChangeKind.ADDED) {
        log.joinedAt.put(change.account(), entry.sequence());
        tell(change.account(), AccountEntryKind.JOINED, log, entry, DeviceId.NONE, Bytes.EMPTY);
      }
    }
    for (WelcomeSecrets own : commit.secrets()) {
      tell(own.account(), AccountEntryKind.WELCOMED, log, entry, own.device(), own.secrets());
    }
  }

  private void tell(
      AccountId account,
      AccountEntryKind kind,
      TestLog log,
      Entry entry,
      DeviceId device,
      Bytes payload) {
    Account to = session(account);
    AccountEntry told =
        new AccountEntry(
            to.log.size() + 1,
            new EntryId(kind.number(), to.log.size() + 1),
            time,
            kind,
            log.id,
            entry.sequence(),
            device,
            payload);
    to.log.add(told);
    if (to.connected) {
      to.queue.add(told);
    }
  }

  private void deliver(Account from, TestLog log, Entry entry) {
    from.queue.add(sent(entry));
    for (Account account : accounts.values()) {
      if (account != from && account.connected && log.isMember(account.id)) {
        account.queue.add(entry);
      }
    }
  }

  private static Sent sent(Entry entry) {
    return new Sent(entry.conversation(), entry.id(), entry.sequence(), entry.time());
  }

  private void refuse(Account from, ConversationId conversation, EntryId id, ErrorCode code) {
    TestLog log = logs.get(conversation);
    long epoch = log == null ? 0 : log.epoch;
    long head = log == null ? 0 : log.head();
    from.queue.add(new Error(code.code(), conversation, id, epoch, head, 0));
  }

  private void move(Account from, ConversationId conversation, long delivered, long read) {
    TestLog log = log(conversation);
    if (log.move(from.id, delivered, read)) {
      accounts.values().stream()
          .filter(account -> account != from && account.connected && log.isMember(account.id))
          .forEach(account -> tellReceipts(account, log));
    }
  }

  private static void tellReceipts(Account to, TestLog log) {
    to.queue.add(new Receipt(log.id, List.copyOf(log.cursors.values())));
  }

  private void onTyping(Account from, Typing typing) {
    for (Account account : accounts.values()) {
      if (account != from && account.connected) {
        account.queue.add(new Typing(typing.conversation(), from.id, typing.typing()));
      }
    }
  }

  private static Presence presence(Account account) {
    return new Presence(account.id, account.connected, 0);
  }

  Account session(AccountId account) {
    return Optional.ofNullable(accounts.get(account)).orElseThrow();
  }

  // --- Calls ---

  Answer answer(AccountId account, Call call) {
    Account from = session(account);
    return switch (call) {
      case Call.FindHandle(var handle) ->
          show(accounts.values().stream().filter(a -> a.handle.equals(handle)).findFirst());
      case Call.FindAccount(var id) -> show(Optional.ofNullable(accounts.get(id)));
      case Call.ClaimKeyPackages(var id) -> claim(session(id));
      case Call.PublishKeyPackages(var uploads) -> publish(from, uploads);
      case Call.ClaimManyKeyPackages(var ids) -> claim(ids);
      case Call.ClaimOwnKeyPackages _ -> claim(from);
      case Call.FetchMembers(var conversation) -> members(log(conversation));
      case Call.CountKeyPackages _ -> count(from);
      case Call.FetchWelcome(var conversation, var sequence) -> welcome(conversation, sequence);
      case Call.FetchGroupInfo(var conversation) ->
          log(conversation).groupInfo.<Answer>map(info -> info).orElse(unknown());
    };
  }

  private Answer welcome(ConversationId conversation, long sequence) {
    Answer.Welcome welcome = log(conversation).welcomes.get(sequence);
    return welcome == null ? unknown() : welcome;
  }

  private static Answer unknown() {
    return new Answer.Refused(ErrorCode.CONVERSATION_UNKNOWN, 0);
  }

  private static Answer show(Optional<Account> account) {
    return account
        .<Answer>map(
            a ->
                new Answer.Account(
                    a.id,
                    a.handle,
                    a.identityKey,
                    List.of(new Answer.AccountDevice(a.device, a.certificate, false))))
        .orElse(new Answer.Refused(ErrorCode.ACCOUNT_UNKNOWN, 0));
  }

  private Answer count(Account account) {
    account.oneTime.removeIf(keyPackage -> keyPackage.expiresMillis() <= time);
    return new Answer.Count(account.oneTime.size());
  }

  private Answer claim(Account account) {
    account.oneTime.removeIf(keyPackage -> keyPackage.expiresMillis() <= time);
    KeyPackageUpload claimed =
        account.oneTime.isEmpty() ? account.lastResort.orElse(null) : account.oneTime.remove();
    if (claimed == null) {
      return new Answer.Refused(ErrorCode.NO_KEY_PACKAGE, 0);
    }
    return new Answer.KeyPackages(
        List.of(
            new Answer.ClaimedKeyPackage(account.device, account.certificate, claimed.bytes())));
  }

  private Answer claim(List<AccountId> ids) {
    List<Answer.AccountKeyPackages> claimed = new ArrayList<>();
    List<AccountId> unreachable = new ArrayList<>();
    for (AccountId id : ids) {
      if (accounts.containsKey(id)
          && claim(session(id)) instanceof Answer.KeyPackages(var packages)) {
        claimed.add(new Answer.AccountKeyPackages(id, packages));
      } else {
        unreachable.add(id);
      }
    }
    return new Answer.ManyKeyPackages(claimed, unreachable);
  }

  private Answer members(TestLog log) {
    return new Answer.Members(
        log.head(),
        log.joinedAt.entrySet().stream()
            .map(
                each ->
                    new Answer.Member(
                        each.getKey(),
                        session(each.getKey()).handle,
                        Role.MEMBER,
                        each.getValue(),
                        time))
            .toList());
  }

  private static Answer publish(Account account, List<KeyPackageUpload> uploads) {
    uploads.forEach(account::add);
    return new Answer.Done();
  }
}
