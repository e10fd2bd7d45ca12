package dev.godwit.core.conversation;

import dev.godwit.core.log.Appended;
import dev.godwit.core.log.Batch;
import dev.godwit.core.log.BatchBuilder;
import dev.godwit.core.log.DeviceCursor;
import dev.godwit.core.log.LogEntry;
import dev.godwit.core.log.LogState;
import dev.godwit.core.log.StoreException;
import dev.godwit.wire.AccountEntry;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.Commit;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ConversationKind;
import dev.godwit.wire.DeviceId;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.Error;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Frame;
import dev.godwit.wire.GroupSettings;
import dev.godwit.wire.MemberChange;
import dev.godwit.wire.MemberChangeKind;
import dev.godwit.wire.Role;
import dev.godwit.wire.Send;
import dev.godwit.wire.Sent;
import java.util.ArrayList;
import java.util.List;

/// One conversation machine, its effects written down, its store played by the test.
final class ConversationRig implements ConversationEffects, Shares {
  static final AccountId ALICE = new AccountId(1, 1);
  static final AccountId BOB = new AccountId(1, 2);
  static final AccountId MALLORY = new AccountId(1, 9);
  static final DeviceId PHONE = new DeviceId(2, 1);
  static final DeviceId BOBS = new DeviceId(2, 2);
  static final ConversationId DIRECT = DirectConversation.idOf(ALICE, BOB);

  /// Whoever asks, by name.
  record Named(String name) implements Asker {}

  record Applied(AccountId account, long sequence, List<AccountEntry> entries) {}

  final Conversation conversation;
  final List<Frame> answers = new ArrayList<>();
  final List<Delivery> deliveries = new ArrayList<>();
  final List<Frame> told = new ArrayList<>();
  final List<Applied> applied = new ArrayList<>();
  final List<Long> headsMoved = new ArrayList<>();
  final List<LogEntry> log = new ArrayList<>();
  private LogState state = LogState.NONE;
  int loads;
  long now = 1_000_000;
  private long ids;

  ConversationRig() {
    this(new ReceiptConfig(32, 500));
  }

  ConversationRig(ReceiptConfig receipts) {
    conversation = new Conversation(DIRECT, this, receipts, this);
  }

  /// A direct conversation of Alice and Bob, loaded, at sequence 1 and epoch 1.
  static ConversationRig begun() {
    return begun(new ConversationRig());
  }

  static ConversationRig begun(ConversationRig rig) {
    rig.ask(rig.creation());
    rig.loaded();
    rig.turn();
    return rig;
  }

  // --- Asking ---

  EntryId id() {
    return new EntryId(7, ++ids);
  }

  Ask.ToCommit creation() {
    return commit(ALICE, PHONE, 0, List.of(added(ALICE, PHONE), added(BOB, BOBS)));
  }

  static MemberChange added(AccountId account, DeviceId device) {
    return new MemberChange(account, MemberChangeKind.ADDED, Role.MEMBER, List.of(device));
  }

  Ask.ToCommit commit(AccountId by, DeviceId device, long epoch, List<MemberChange> changes) {
    Commit commit =
        new Commit(
            DIRECT,
            id(),
            epoch,
            bytes(10),
            ConversationKind.DIRECT,
            changes,
            Bytes.EMPTY,
            List.of(),
            bytes(5),
            bytes(6),
            GroupSettings.NONE);
    return new Ask.ToCommit(new Named("committer"), by, device, commit);
  }

  Ask.ToSend send(AccountId by, long epoch) {
    return send(by, epoch, id(), 20);
  }

  Ask.ToSend send(AccountId by, long epoch, EntryId id, int size) {
    Send send = new Send(DIRECT, id, epoch, bytes(size), Bytes.EMPTY);
    return new Ask.ToSend(new Named("sender"), by, by.equals(BOB) ? BOBS : PHONE, send);
  }

  static Bytes bytes(int size) {
    return Bytes.owned(new byte[size]);
  }

  void ask(Ask ask) {
    conversation.onAsk(ask, now);
  }

  // --- The store ---

  /// The store answers the load that is under way.
  void loaded() {
    loaded(List.of());
  }

  void loaded(List<DeviceCursor> cursors) {
    conversation.onLoaded(state, cursors, List.copyOf(log), List.of(), now);
  }

  Batch collect() {
    BatchBuilder batch = new BatchBuilder();
    conversation.collect(batch);
    return batch.build();
  }

  /// Makes durable what is collected and says so.
  Batch turn() {
    Batch batch = collect();
    write(batch);
    List<Appended> done = batch.appends().stream().<Appended>map(a -> new Appended.Done()).toList();
    conversation.onCommitted(done, now);
    return batch;
  }

  /// Puts a batch into the log, whoever wrote it.
  void write(Batch batch) {
    batch
        .appends()
        .forEach(
            append -> {
              log.addAll(append.entries());
              state =
                  append.snapshot().isEmpty()
                      ? new LogState(append.head(), state.snapshot(), state.snapshotSequence())
                      : new LogState(append.head(), append.snapshot(), append.head());
            });
  }

  void conflict() {
    collect();
    conversation.onCommitted(List.of(new Appended.Conflict(state.head())), now);
  }

  void fail(StoreException failure) {
    collect();
    conversation.onFailed(failure, now);
  }

  // --- What came of it ---

  ErrorCode lastError() {
    return ErrorCode.of(((Error) answers.getLast()).code()).orElseThrow();
  }

  Sent lastSent() {
    return (Sent) answers.getLast();
  }

  @Override
  public void load(Conversation of, int entriesMax) {
    loads++;
  }

  @Override
  public void changed(Conversation of) {}

  @Override
  public void awaitsTick(Conversation of) {}

  @Override
  public void answer(Asker asker, Bytes frame) {
    answers.add(Frame.decode(frame));
  }

  @Override
  public void deliver(Audience audience, Delivery delivery) {
    deliveries.add(delivery);
  }

  @Override
  public void headMoved(Audience audience, ConversationId of, long head) {
    headsMoved.add(head);
  }

  @Override
  public void tell(
      Audience audience, ConversationId of, Bytes frame, DeviceId except, boolean receipts) {
    told.add(Frame.decode(frame));
  }

  @Override
  public void applyTo(
      AccountId account, ConversationId of, long sequence, long head, List<AccountEntry> entries) {
    applied.add(new Applied(account, sequence, entries));
  }

  @Override
  public long changes() {
    return 0;
  }

  @Override
  public boolean hasOthers() {
    return false;
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public int of(AccountId account) {
    return 0;
  }
}
