package dev.godwit.node;

import dev.godwit.core.account.Reply;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogId;
import dev.godwit.core.log.Logs;
import dev.godwit.core.log.Page;
import dev.godwit.core.routing.Input;
import dev.godwit.gateway.rest.Conversations;
import dev.godwit.gateway.rest.Groups;
import dev.godwit.gateway.rest.Newest;
import dev.godwit.node.MemberViews.View;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.CommitAttachment;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.Entry;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.MemberCursor;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Answers REST requests about conversations: reads straight from the store, appends through the
/// workers.
final class RestConversations implements Conversations {
  /// Frames of one page; a page of large entries has fewer of them.
  private static final int PAGE_BYTES_MAX = 4 << 20;

  /// Attachments that are kept for those who ask next; each has at most 2 MiB.
  private static final int ATTACHMENTS_KEPT_MAX = 4;

  private record Attached(LogId log, long sequence) {}

  private final Logs logs;
  private final Newest<Attached, Bytes> attachments = new Newest<>(ATTACHMENTS_KEPT_MAX);
  private final MemberViews views;
  private final WorkerRequests workers;
  private final Groups groups;
  private final InstantSource time;

  /// @param logs fit for virtual threads
  RestConversations(Logs logs, WorkerRequests workers, RandomGenerator random, InstantSource time) {
    this.logs = logs;
    this.views = new MemberViews(logs);
    this.workers = workers;
    this.groups = new RestGroups(views, workers, random, time);
    this.time = time;
  }

  @Override
  public Groups groups() {
    return groups;
  }

  @Override
  public Reply<Sent> send(AccountId account, DeviceId device, Send send) {
    return workers.ask(
        send.conversation(), request -> new Input.Requested(request, account, device, send));
  }

  @Override
  public Reply<Paged> page(AccountId account, ConversationId conversation, PageWanted wanted) {
    return views.of(account, conversation).map(view -> page(view, conversation, wanted));
  }

  @Override
  public Reply<Bytes> welcome(AccountId account, ConversationId conversation, long sequence) {
    return views
        .of(account, conversation)
        .then(
            view ->
                sequence >= view.member().since()
                    ? attachment(view, sequence)
                    : Reply.refused(ErrorCode.NOT_FOUND));
  }

  @Override
  public Reply<NewestGroupInfo> groupInfo(AccountId account, ConversationId conversation) {
    return views
        .of(account, conversation)
        .then(
            view ->
                attachment(view, view.state().commitSequence())
                    .map(CommitAttachment::decode)
                    .map(
                        found ->
                            new NewestGroupInfo(
                                view.state().commitSequence(),
                                view.state().epoch(),
                                found.groupInfo(),
                                found.ratchetTree())));
  }

  private Reply<Bytes> attachment(View view, long sequence) {
    Attached at = new Attached(view.log(), sequence);
    return attachments
        .find(at)
        .or(() -> load(at))
        .map(Reply::given)
        .orElseGet(() -> Reply.refused(ErrorCode.NOT_FOUND));
  }

  private Optional<Bytes> load(Attached at) {
    Optional<Bytes> found = logs.attachment(at.log(), at.sequence(), time.millis());
    found.ifPresent(attachment -> attachments.put(at, attachment));
    return found;
  }

  private Paged page(View view, ConversationId conversation, PageWanted wanted) {
    long newest = wanted.timeMillis() == 0 ? view.kept().head() : newest(view, wanted.timeMillis());
    long before = newest + 1 - wanted.offset();
    Page page = read(view, before, wanted.entriesMax());
    List<Entry> entries =
        page.entries().stream()
            .filter(entry -> entry.sequence() > view.member().since())
            .flatMap(RestConversations::entry)
            .toList();
    return new Paged(
        view.kept().head(), entries, cursors(view, conversation), page.expiredThrough());
  }

  private Page read(View view, long before, int entriesMax) {
    return before <= 1 || entriesMax == 0
        ? new Page(List.of(), 0)
        : logs.readBackwards(view.log(), before, entriesMax, PAGE_BYTES_MAX, time.millis());
  }

  /// The last sequence that is not newer than a time. Times grow along a log, so halving finds it.
  private long newest(View view, long timeMillis) {
    long low = 0;
    long high = view.kept().head();
    while (low < high) {
      long middle = (low + high + 1) >>> 1;
      List<LogEntry> there = read(view, middle + 1, 1).entries();
      if (there.isEmpty() || there.getLast().timeMillis() <= timeMillis) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private List<MemberCursor> cursors(View view, ConversationId conversation) {
    Map<AccountId, MemberCursor> cursors = new LinkedHashMap<>();
    view.state()
        .roster()
        .members()
        .forEach(each -> cursors.put(each.account(), new MemberCursor(each.account(), 0, 0)));
    for (DeviceCursor device : logs.cursors(conversation)) {
      cursors.computeIfPresent(device.account(), (_, cursor) -> further(cursor, device));
    }
    return List.copyOf(cursors.values());
  }

  private static MemberCursor further(MemberCursor cursor, DeviceCursor device) {
    return new MemberCursor(
        cursor.account(),
        Math.max(cursor.delivered(), device.delivered()),
        Math.max(cursor.read(), device.read()));
  }

  private static Stream<Entry> entry(LogEntry kept) {
    return Frame.decode(kept.frame()) instanceof Entry entry ? Stream.of(entry) : Stream.empty();
  }
}
