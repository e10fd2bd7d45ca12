package dev.godwit.core.session;

import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Page;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CaughtUp;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryKind;
import dev.godwit.wire.Expired;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What one session has been sent and is still to be sent.
///
/// Entries go out in the order of their sequences and never more than `window` unacknowledged. An
/// up-to-date conversation is pushed to; any other is read from its log, page by page, as the
/// window allows. The account's own log comes before the conversations. A conversation without a
/// [Line] is one of which the device has everything.
final class Feed {
  static final int PAGE_ENTRIES_MAX = 64;
  static final int PAGE_BYTES_MAX = 256 * 1024;

  /// Bytes in flight, beyond which nothing more is sent: commits of large groups are large.
  static final int WINDOW_BYTES_MAX = 8 << 20;

  private static final int BEHIND_USUAL = 2;

  /// Where the feed's effects go.
  interface Out {
    void write(Bytes frame);

    /// Answered by [Feed#onPage] or [Feed#onPageFailed], once.
    void read(LogId log, long after, int entriesMax, int bytesMax);

    /// The device has departed from a conversation, which its account's home may not know yet.
    /// Nothing is written any more.
    void departed();
  }

  private final AccountId account;
  private final DeviceId device;
  private final Standing standing;
  private final int window;
  private final Out out;

  // Replaced when something is put in: thousands of devices have everything.
  private Map<ConversationId, Line> lines = Map.of();

  // By conversations that the account's log does not have yet: a welcome may come before.
  private Map<ConversationId, Long> ahead = Map.of();

  private final Deque<Line> behind = new ArrayDeque<>(BEHIND_USUAL);

  private final Line accountLine;
  private final long accountTarget;
  private int inFlight;
  private long inFlightBytes;

  /// What a page under way may bring; 0 when none is.
  private int reserved;

  private int helloLines;
  private boolean caughtUp;

  /// @param accountSequence the device has the account's log up to there
  Feed(
      AccountId account,
      DeviceId device,
      Standing standing,
      int window,
      Out out,
      long accountSequence) {
    this.account = account;
    this.device = device;
    this.standing = standing;
    this.window = window;
    this.out = out;
    this.accountLine = new Line(ConversationId.NONE, accountSequence);
    this.accountTarget = standing.accountHead();
  }

  /// Finds out what the device lacks and starts sending it, the newest conversations first.
  void start(Function<ConversationId, Long> positions) {
    List<ConversationId> newestFirst = new ArrayList<>(standing.fold().conversations()).reversed();
    newestFirst.sort(Comparator.comparingLong(standing::movedMillis).reversed());
    newestFirst.forEach(conversation -> start(conversation, positions.apply(conversation)));
    pump();
  }

  private void start(ConversationId conversation, long position) {
    Line line = new Line(conversation, position);
    long target = lastTarget(line);
    if (target > position) {
      put(line).helloTarget(target);
      helloLines++;
      queue(line);
    }
  }

  /// The last sequence of the conversation that the account may read.
  private long lastTarget(Line line) {
    Membership membership = standing.fold().membership(line.conversation());
    long head = standing.head(line.conversation());
    long position = line.sentThrough();
    while (true) {
      long start = membership.startAfter(position);
      long end = membership.endFrom(start, head);
      if (end <= start) {
        return position;
      }
      position = end;
    }
  }

  /// Where Hello said that the device is in conversations that the account's log does not have.
  void isAhead(List<Position> positions) {
    if (!positions.isEmpty()) {
      ahead = new HashMap<>();
      positions.forEach(p -> ahead.merge(p.conversation(), p.sequence(), Math::max));
    }
  }

  int inFlight() {
    return inFlight;
  }

  // --- Live ---

  /// The conversation got an entry behind `headBefore`.
  void onEntry(ConversationId conversation, long headBefore, long sequence, Bytes frame) {
    Line line = line(conversation, headBefore);
    if (isNext(line, sequence) && isAccountSent() && hasRoom()) {
      push(line, sequence, frame);
    } else {
      queueIfBehind(line);
      pump();
    }
  }

  /// The device's own entry: it has just been told that it is sent.
  void onOwnEntry(ConversationId conversation, long headBefore, long sequence) {
    Line line = line(conversation, headBefore);
    if (isNext(line, sequence)) {
      line.skipped(sequence);
    } else {
      queueIfBehind(line);
      pump();
    }
  }

  /// The conversation has grown beyond `headBefore` by entries that were not delivered.
  void onHeadMoved(ConversationId conversation, long headBefore) {
    Line line = line(conversation, headBefore);
    skipKnown(line);
    queueIfBehind(line);
    pump();
  }

  /// The account has joined a conversation by the commit at `sequence`, or joined it again.
  void onJoined(ConversationId conversation, long sequence) {
    Line line = line(conversation, sequence);
    skipKnown(line);
    queueIfBehind(line);
    pump();
  }

  /// What the account may read of a conversation was found to be another than this home had known;
  /// a device that was not behind in it has read through `sequence`.
  void onRevised(ConversationId conversation, long sequence) {
    Line kept = lines.get(conversation);
    queueIfBehind(kept == null ? put(new Line(conversation, sequence)) : kept);
  }

  /// Once, as soon as the head is known. A device that claims more than there is gets everything:
  /// what it has is of another log.
  private void skipKnown(Line line) {
    if (!ahead.isEmpty()) {
      long had = ahead.getOrDefault(line.conversation(), 0L);
      ahead.remove(line.conversation());
      if (had <= standing.head(line.conversation())) {
        line.skipped(had);
      }
    }
  }

  void onAccountEntry(long sequence, Bytes frame) {
    if (accountLine.sentThrough() == sequence - 1 && hasRoom()) {
      push(accountLine, sequence, frame);
    } else {
      pump();
    }
  }

  private boolean hasRoom() {
    return inFlight + reserved < window && inFlightBytes < WINDOW_BYTES_MAX;
  }

  private boolean isAccountSent() {
    return accountLine.sentThrough() >= standing.accountHead();
  }

  /// Asked for each entry of each session, so it makes nothing when the line is there.
  private Line line(ConversationId conversation, long headBefore) {
    Line kept = lines.get(conversation);
    if (kept != null) {
      return kept;
    }
    long had = standing.fold().membership(conversation).readThrough(headBefore);
    return put(new Line(conversation, had));
  }

  private Line put(Line line) {
    if (lines.isEmpty()) {
      lines = new HashMap<>();
    }
    lines.put(line.conversation(), line);
    return line;
  }

  private boolean isNext(Line line, long sequence) {
    Membership membership = membership(line);
    return membership.startAfter(line.sentThrough()) == sequence - 1
        && membership.mayRead(sequence);
  }

  private Membership membership(Line line) {
    return standing.fold().membership(line.conversation());
  }

  private void push(Line line, long sequence, Bytes frame) {
    assert sequence > line.sentThrough() : "no entry is sent twice or out of order";
    line.pushed(sequence, frame.size());
    inFlight++;
    inFlightBytes += frame.size();
    out.write(frame);
  }

  private boolean isBehind(Line line) {
    long start = membership(line).startAfter(line.sentThrough());
    return start < end(line, start);
  }

  /// The last sequence that may be read in one go from `start`.
  private long end(Line line, long start) {
    long end = membership(line).endFrom(start, standing.head(line.conversation()));
    return line.removedAt() < start ? end : Math.min(end, line.removedAt());
  }

  private void queueIfBehind(Line line) {
    if (isBehind(line)) {
      queue(line);
    }
  }

  private void queue(Line line) {
    if (!line.isQueued()) {
      line.queued(true);
      behind.add(line);
    }
  }

  // --- What the device says ---

  void onAck(ConversationId conversation, long sequence) {
    Line line = lines.get(conversation);
    if (line != null) {
      acked(line, sequence);
      pump();
    }
  }

  void onAccountAck(long sequence) {
    acked(accountLine, sequence);
    pump();
  }

  private void acked(Line line, long sequence) {
    inFlightBytes -= line.inFlightBytes();
    inFlight -= line.acked(sequence);
    inFlightBytes += line.inFlightBytes();
  }

  /// The device wants everything behind `sequence` again.
  void onFetch(ConversationId conversation, long sequence) {
    if (!ahead.isEmpty()) {
      ahead.remove(conversation);
    }
    Line line = line(conversation, standing.head(conversation));
    if (sequence < line.sentThrough()) {
      inFlightBytes -= line.inFlightBytes();
      inFlight -= line.rewound(sequence);
      queueIfBehind(line);
      pump();
    }
  }

  // --- From the logs ---

  /// Goes on sending what is behind, as far as the window allows.
  void pump() {
    if (isAccountSent()) {
      dequeueFinished();
      tellCaughtUp();
    }
    if (reserved > 0 || inFlight >= window || inFlightBytes >= WINDOW_BYTES_MAX) {
      return;
    }
    if (!isAccountSent()) {
      read(LogId.of(account), accountLine.sentThrough());
    } else if (!behind.isEmpty()) {
      Line line = behind.element();
      read(LogId.of(line.conversation()), membership(line).startAfter(line.sentThrough()));
    }
  }

  private void dequeueFinished() {
    while (!behind.isEmpty() && !isBehind(behind.element())) {
      dequeue();
    }
  }

  private void dequeue() {
    Line line = behind.remove();
    line.queued(false);
    reachTarget(line);
  }

  private void reachTarget(Line line) {
    if (line.helloTarget() != 0) {
      line.helloTarget(0);
      helloLines--;
    }
  }

  private void tellCaughtUp() {
    if (!caughtUp && helloLines == 0 && accountLine.sentThrough() >= accountTarget) {
      caughtUp = true;
      out.write(Frame.encode(new CaughtUp(accountLine.sentThrough())));
    }
  }

  private void read(LogId log, long after) {
    reserved = Math.min(PAGE_ENTRIES_MAX, window - inFlight);
    out.read(log, after, reserved, PAGE_BYTES_MAX);
  }

  /// The store answered to the page behind `after`. An empty answer is asked for again at the next
  /// [#pump], not at once.
  void onPage(LogId log, long after, Page page) {
    reserved = 0;
    switch (log) {
      case LogId.OfAccount _ -> takeAccountPage(after, page);
      case LogId.OfConversation(var conversation) -> takePage(conversation, after, page);
    }
    if (!page.entries().isEmpty() || page.expiredThrough() > after) {
      pump();
    }
  }

  void onPageFailed() {
    reserved = 0;
  }

  private void takeAccountPage(long after, Page page) {
    if (accountLine.sentThrough() != after) {
      return;
    }
    // Another home may have appended what this one does not know of yet.
    page.entries().stream()
        .filter(entry -> entry.sequence() <= standing.accountHead())
        .forEach(entry -> push(accountLine, entry.sequence(), entry.frame()));
  }

  private void takePage(ConversationId conversation, long after, Page page) {
    Line line = lines.get(conversation);
    if (line == null || membership(line).startAfter(line.sentThrough()) != after) {
      return;
    }
    List<Entry> changing = changing(page);
    if (changing.stream().anyMatch(this::isDeparture)) {
      out.departed();
      return;
    }
    line.removedAt(removedAt(changing));
    long end = end(line, after);
    if (page.expiredThrough() > after) {
      long gone = Math.min(page.expiredThrough(), end);
      out.write(Frame.encode(new Expired(conversation, gone)));
      line.skipped(gone);
    }
    page.entries().stream()
        .filter(entry -> entry.sequence() <= end)
        .forEach(entry -> push(line, entry.sequence(), entry.frame()));
    rotate(line);
  }

  /// The entries that change who is in the conversation. The account's own log may not say so yet.
  private static List<Entry> changing(Page page) {
    List<Entry> changing = new ArrayList<>();
    for (LogEntry kept : page.entries()) {
      if (Frame.decode(kept.frame()) instanceof Entry entry && !entry.changes().isEmpty()) {
        changing.add(entry);
      }
    }
    return changing;
  }

  /// Where one of them takes the account out, the largest number if none does.
  private long removedAt(List<Entry> changing) {
    return changing.stream()
        .filter(this::isRemovedBy)
        .mapToLong(Entry::sequence)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private boolean isRemovedBy(Entry entry) {
    boolean removed = has(entry, MemberChangeKind.REMOVED);
    return removed && !has(entry, MemberChangeKind.ADDED);
  }

  /// Whether it says that this device was revoked.
  private boolean isDeparture(Entry entry) {
    return entry.kind() == EntryKind.DEPARTURE
        && entry.device().equals(device)
        && has(entry, MemberChangeKind.DEVICES_REMOVED);
  }

  private boolean has(Entry entry, MemberChangeKind kind) {
    return entry.changes().stream()
        .anyMatch(change -> change.kind() == kind && change.account().equals(account));
  }

  /// A conversation that has sent what Hello lacked lets the others go first.
  private void rotate(Line line) {
    boolean reached = line.helloTarget() == 0 || line.sentThrough() >= line.helloTarget();
    if (reached && line.isQueued() && behind.element() == line) {
      reachTarget(line);
      behind.add(behind.remove());
    }
  }

  // --- Housekeeping ---

  /// Forgets lines in which nothing is under way.
  void tidy() {
    if (!lines.isEmpty()) {
      lines.values().removeIf(line -> line.isIdle() && !isBehind(line));
    }
    if (lines.isEmpty()) {
      lines = Map.of();
    }
    pump();
  }
}
