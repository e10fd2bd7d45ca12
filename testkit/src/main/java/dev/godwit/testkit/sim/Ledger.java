package dev.godwit.testkit.sim;

import dev.godwit.core.conversation.ConversationState;
import dev.godwit.core.conversation.Member;
import dev.godwit.core.log.Append;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountEntryKind;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MemberChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// All that ever became durable and when, kept apart from the store, so that a store that forgets
/// is found out. It is what everything else is judged by.
final class Ledger {
  /// One entry that became durable.
  record Line(EntryId id, long sequence, long timeMillis, Bytes frame, long durableMillis) {}

  /// From behind `joined` through `left` the member may read.
  private record Stay(long joined, long left, long leftMillis) {
    static final long OPEN = Long.MAX_VALUE;
  }

  private static final class Book {
    private final List<Line> lines = new ArrayList<>();
    private final Map<AccountId, List<Stay>> stays = new HashMap<>();
    private final Map<DeviceId, List<Stay>> devices = new HashMap<>();
    private final Set<EntryId> ids = new HashSet<>();
    private final Set<AccountId> bare = new HashSet<>();
    private final Set<Long> returns = new HashSet<>();
    private final Set<Long> again = new HashSet<>();

    Book copy() {
      Book copy = new Book();
      copy.lines.addAll(lines);
      stays.forEach((account, all) -> copy.stays.put(account, new ArrayList<>(all)));
      devices.forEach((device, all) -> copy.devices.put(device, new ArrayList<>(all)));
      copy.ids.addAll(ids);
      copy.bare.addAll(bare);
      copy.returns.addAll(returns);
      copy.again.addAll(again);
      return copy;
    }
  }

  private record Joined(AccountId account, ConversationId conversation) {}

  /// The account's log said so, then for the first time.
  private record Told(long left, long millis) {}

  private final World world;
  private final Map<LogId, Book> books = new HashMap<>();
  private final Map<Joined, Long> joinedMillis = new HashMap<>();
  private final Map<Joined, List<Told>> toldToGo = new HashMap<>();
  private final Set<LogId> doubted = new HashSet<>();
  private Optional<Ledger> lost = Optional.empty();

  Ledger(World world) {
    this.world = world;
  }

  /// Keeps what is durable now. What it answers goes back to that.
  Runnable backup() {
    Map<LogId, Book> kept = new HashMap<>();
    books.forEach((log, book) -> kept.put(log, book.copy()));
    Map<Joined, Long> joined = new HashMap<>(joinedMillis);
    Map<Joined, List<Told>> told = new HashMap<>(toldToGo);
    return () -> {
      Ledger before = new Ledger(world);
      before.books.putAll(books);
      lost = Optional.of(before);
      become(books, kept);
      become(joinedMillis, joined);
      become(toldToGo, told);
    };
  }

  /// The histories as they were before the nodes went back to a backup; those that are if they
  /// never did.
  Ledger lost() {
    return lost.orElse(this);
  }

  private static <K, V> void become(Map<K, V> map, Map<K, V> kept) {
    map.clear();
    map.putAll(kept);
  }

  void onAppend(Append append) {
    Book book = books.computeIfAbsent(append.log(), log -> new Book());
    for (LogEntry entry : append.entries()) {
      if (!book.ids.add(entry.id())) {
        book.again.add(entry.sequence());
      }
      book.lines.add(
          new Line(entry.id(), entry.sequence(), entry.timeMillis(), entry.frame(), world.now()));
    }
    switch (append.log()) {
      case LogId.OfConversation(var conversation) -> {
        if (!append.snapshot().isEmpty()) {
          ConversationState after = ConversationState.decode(append.snapshot());
          becomes(book, append.head(), after);
          checkLetIn(after, append.entries());
        }
        append.entries().forEach(entry -> checkAuthor(conversation, entry));
      }
      case LogId.OfAccount(var account) -> append.entries().forEach(e -> moves(account, e));
    }
  }

  /// Who comes into a group believes in the leaves that it finds there. Who comes in from outside
  /// takes its own place, and cannot take out others.
  private void checkLetIn(ConversationState after, List<LogEntry> appended) {
    if (after.kind() != ConversationKind.GROUP || after.orphans().isEmpty() || appended.isEmpty()) {
      return;
    }
    Entry last = (Entry) Frame.decode(appended.getLast().frame());
    boolean letsIn =
        last.kind() == EntryKind.COMMIT
            && last.changes().stream().anyMatch(change -> letsIn(change, last));
    if (letsIn) {
      throw new AssertionError(
          "nobody is let in beside what departed, but: " + last + " at " + world.now());
    }
  }

  private static boolean letsIn(MemberChange change, Entry by) {
    return switch (change.kind()) {
      case ADDED -> true;
      case DEVICES_ADDED -> !change.devices().equals(List.of(by.device()));
      case REMOVED, DEVICES_REMOVED, ROLE, UNKNOWN -> false;
    };
  }

  /// A device that was revoked, or whose account has left, says nothing more.
  private void checkAuthor(ConversationId conversation, LogEntry appended) {
    Entry entry = (Entry) Frame.decode(appended.frame());
    boolean says = entry.kind() == EntryKind.APPLICATION || entry.kind() == EntryKind.COMMIT;
    if (says && !wasIn(entry.device(), conversation, entry.sequence())) {
      throw new AssertionError("who is out says nothing, but: " + entry + " at " + world.now());
    }
  }

  private void becomes(Book book, long sequence, ConversationState state) {
    List<Member> members = state.roster().members();
    members.forEach(member -> dress(book, sequence, member));
    become(book.stays, sequence, members.stream().map(Member::account).toList());
    become(book.devices, sequence, members.stream().flatMap(m -> m.devices().stream()).toList());
  }

  private static void dress(Book book, long sequence, Member member) {
    if (member.devices().isEmpty()) {
      book.bare.add(member.account());
    } else if (book.bare.remove(member.account())) {
      book.returns.add(sequence);
    }
  }

  private <T> void become(Map<T, List<Stay>> stays, long sequence, List<T> members) {
    Set<T> now = new HashSet<>(members);
    for (T member : members) {
      List<Stay> all = stays.computeIfAbsent(member, _ -> new ArrayList<>());
      if (all.isEmpty() || all.getLast().left() != Stay.OPEN) {
        all.add(new Stay(sequence, Stay.OPEN, Long.MAX_VALUE));
      }
    }
    stays.forEach(
        (member, all) -> {
          if (!now.contains(member) && all.getLast().left() == Stay.OPEN) {
            all.set(all.size() - 1, new Stay(all.getLast().joined(), sequence, world.now()));
          }
        });
  }

  private void moves(AccountId account, LogEntry entry) {
    if (Frame.decode(entry.frame()) instanceof AccountEntry told) {
      Joined of = new Joined(account, told.conversation());
      if (told.kind() == AccountEntryKind.JOINED) {
        joinedMillis.putIfAbsent(of, world.now());
      } else if (told.kind() == AccountEntryKind.LEFT) {
        Told now = new Told(told.conversationSequence(), world.now());
        toldToGo.merge(of, List.of(now), Ledger::concat);
      }
    }
  }

  private static <T> List<T> concat(List<T> some, List<T> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  /// Nobody knows, or knew, whether something was written to these logs.
  void doubt(Collection<Append> appends) {
    appends.forEach(append -> doubted.add(append.log()));
  }

  boolean isDoubted(LogId log) {
    return doubted.contains(log);
  }

  // --- What is so ---

  long head(LogId log) {
    Book book = books.get(log);
    return book == null ? 0 : book.lines.size();
  }

  Optional<Line> line(LogId log, long sequence) {
    Book book = books.get(log);
    if (book == null || sequence < 1 || sequence > book.lines.size()) {
      return Optional.empty();
    }
    return Optional.of(book.lines.get((int) sequence - 1));
  }

  /// Whether this entry is the one there.
  boolean isAt(ConversationId conversation, long sequence, EntryId id) {
    return line(LogId.of(conversation), sequence).filter(line -> line.id().equals(id)).isPresent();
  }

  boolean has(LogId log, EntryId id) {
    Book book = books.get(log);
    return book != null && book.ids.contains(id);
  }

  /// Where an entry stands once more, which it may when the first is past retention.
  Set<Long> again(ConversationId conversation) {
    Book book = books.get(LogId.of(conversation));
    return book == null ? Set.of() : book.again;
  }

  /// Whether the entry there is for this account, by who was a member when it was made.
  boolean mayRead(AccountId account, ConversationId conversation, long sequence) {
    return stays(account, conversation).stream()
        .anyMatch(stay -> stay.joined() < sequence && sequence <= stay.left());
  }

  /// Whether the account's log says already that it was no member any more when the entry there was
  /// made, and did so `graceMillis` ago. A node that starts after a crash goes by that log.
  boolean wasToldToGo(
      AccountId account, ConversationId conversation, long sequence, long graceMillis) {
    long told =
        toldToGo.getOrDefault(new Joined(account, conversation), List.of()).stream()
            .filter(by -> by.millis() <= world.now() - graceMillis)
            .mapToLong(Told::left)
            .max()
            .orElse(0);
    return stays(account, conversation).stream()
        .mapToLong(Stay::left)
        .filter(left -> left < sequence)
        .allMatch(left -> left <= told);
  }

  /// When the account had left for the last time before the entry there was made.
  long leftMillis(AccountId account, ConversationId conversation, long sequence) {
    return stays(account, conversation).stream()
        .filter(stay -> stay.left() < sequence)
        .mapToLong(Stay::leftMillis)
        .max()
        .orElse(0);
  }

  /// Whether the account was a member at some time before the entry there was made.
  boolean wasMember(AccountId account, ConversationId conversation, long sequence) {
    return stays(account, conversation).stream().anyMatch(stay -> stay.joined() < sequence);
  }

  /// Whether the account is a member, or was a moment ago.
  boolean isMember(AccountId account, ConversationId conversation, long graceMillis) {
    return stays(account, conversation).stream()
        .anyMatch(
            stay -> stay.left() == Stay.OPEN || stay.leftMillis() >= world.now() - graceMillis);
  }

  /// Whether the device was in the conversation when the entry there was made, or came in by it.
  boolean wasIn(DeviceId device, ConversationId conversation, long sequence) {
    return devices(device, conversation).stream()
        .anyMatch(stay -> stay.joined() <= sequence && sequence <= stay.left());
  }

  /// Whether a member of which all devices had gone came back by the entry there.
  boolean cameBack(ConversationId conversation, long sequence) {
    Book book = books.get(LogId.of(conversation));
    return book != null && book.returns.contains(sequence);
  }

  /// The entry by which the device came in for the last time; 0 when it never did.
  long cameIn(DeviceId device, ConversationId conversation) {
    List<Stay> all = devices(device, conversation);
    return all.isEmpty() ? 0 : all.getLast().joined();
  }

  /// The last commit that the device made; 0 when it never did.
  long newestCommit(DeviceId device, ConversationId conversation) {
    LogId log = LogId.of(conversation);
    for (long sequence = head(log); sequence > 0; sequence--) {
      Entry entry = (Entry) Frame.decode(line(log, sequence).orElseThrow().frame());
      if (entry.kind() == EntryKind.COMMIT && entry.device().equals(device)) {
        return sequence;
      }
    }
    return 0;
  }

  private List<Stay> devices(DeviceId device, ConversationId conversation) {
    Book book = books.get(LogId.of(conversation));
    return book == null ? List.of() : book.devices.getOrDefault(device, List.of());
  }

  private List<Stay> stays(AccountId account, ConversationId conversation) {
    Book book = books.get(LogId.of(conversation));
    return book == null ? List.of() : book.stays.getOrDefault(account, List.of());
  }

  /// The last entry that this account may read and could be told of since `sinceMillis`, or 0.
  long readableSince(AccountId account, ConversationId conversation, long sinceMillis) {
    Long joined = joinedMillis.get(new Joined(account, conversation));
    LogId log = LogId.of(conversation);
    if (joined == null || joined > sinceMillis) {
      return 0;
    }
    for (long sequence = head(log); sequence > 0; sequence--) {
      Line line = line(log, sequence).orElseThrow();
      boolean old = line.durableMillis() <= sinceMillis;
      if (old && mayRead(account, conversation, sequence)) {
        return sequence;
      }
    }
    return 0;
  }

  /// The conversations that ever were.
  List<ConversationId> conversations() {
    List<ConversationId> all = new ArrayList<>();
    for (LogId log : books.keySet()) {
      if (log instanceof LogId.OfConversation(var conversation)) {
        all.add(conversation);
      }
    }
    return all;
  }
}
