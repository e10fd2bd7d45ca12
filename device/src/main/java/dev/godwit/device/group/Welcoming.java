package dev.godwit.device.group;

import dev.godwit.device.codec.Packer;
import dev.godwit.device.codec.Unpacker;
import dev.godwit.device.content.GroupChange;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.session.Link;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.mls.Joined;
import dev.godwit.mls.MlsException;
import dev.godwit.mls.OwnKeyPackage;
import dev.godwit.mls.Welcome;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.ConversationId;
import java.util.List;
import java.util.Optional;

/// Joins by the welcome that another member has left in this account's log.
final class Welcoming {
  private static final String PREFIX = "welcome/";

  /// A welcome that was not followed yet.
  ///
  /// @param sequence of the commit that made it
  /// @param millis when that was, 0 when an older version has kept it
  private record Kept(long sequence, Bytes secrets, long millis) {
    Bytes encode() {
      return new Packer().number(sequence).bytes(secrets).number(millis).toBytes();
    }

    static Kept decode(Bytes bytes) {
      Unpacker in = new Unpacker(bytes);
      return new Kept(in.number(), in.bytes(), in.hasMore() ? in.number() : 0);
    }
  }

  private final Trust trust;
  private final Link link;
  private final Groups groups;
  private final GroupRecords records;
  private final Lines lines;
  private final KeyPackageShelf shelf;
  private final Draft draft;

  Welcoming(
      Trust trust,
      Link link,
      Groups groups,
      GroupRecords records,
      Lines lines,
      KeyPackageShelf shelf,
      Draft draft) {
    this.trust = trust;
    this.link = link;
    this.groups = groups;
    this.records = records;
    this.lines = lines;
    this.shelf = shelf;
    this.draft = draft;
  }

  void keep(ConversationId conversation, Place commit, Bytes secrets) {
    Kept kept = new Kept(commit.sequence(), secrets, commit.timeMillis());
    draft.put(PREFIX + conversation, kept.encode());
  }

  void drop(ConversationId conversation) {
    draft.delete(PREFIX + conversation);
  }

  boolean isKept(ConversationId conversation) {
    return find(conversation).isPresent();
  }

  /// Whether this was asked for a welcome in whose place another one came meanwhile.
  boolean isPast(Call call) {
    return call instanceof Call.FetchWelcome(var conversation, var sequence)
        && find(conversation).filter(kept -> kept.sequence() != sequence).isPresent();
  }

  /// Whether it is the welcome of a commit up to `head`.
  boolean isKeptUpTo(ConversationId conversation, long head) {
    return find(conversation).filter(kept -> kept.sequence() <= head).isPresent();
  }

  void fetch(ConversationState state) {
    find(state.id())
        .map(kept -> new Call.FetchWelcome(state.id(), kept.sequence()))
        .ifPresent(call -> link.calls().make(call, state.id()));
  }

  /// Joins with the common part. Whatever is wrong with the welcome, it is of no use any more.
  Outcome onWelcome(ConversationState state, Answer.Welcome answer) {
    Optional<Kept> kept = find(state.id());
    drop(state.id());
    try {
      return kept.isPresent() ? join(state, kept.get(), answer) : new Outcome.Progress();
    } catch (MlsException e) {
      return new Outcome.Broken();
    }
  }

  private Outcome join(ConversationState state, Kept kept, Answer.Welcome answer) {
    Welcome.Secrets secrets = Welcome.Secrets.decode(kept.secrets().toArray());
    Optional<OwnKeyPackage> own = shelf.find(secrets);
    if (own.isEmpty()) {
      return new Outcome.Broken();
    }
    Welcome welcome = Welcome.of(answer.welcome().toArray(), List.of(secrets));
    byte[] tree = answer.ratchetTree().toArray();
    long seconds = link.clock().serverSeconds();
    Joined joined = trust.mls().welcomed(own.get(), welcome, tree, seconds);
    Group group = joined.group();
    boolean right = group.groupId().equals(MlsBytes.of(state.id().toBytes()));
    if (!right || !groups.membership().isRightFor(state, group.members())) {
      return new Outcome.Broken();
    }
    groups.forget(state.id());
    groups.save(state.id(), group);
    shelf.used(own.get());
    enter(state, joined, kept);
    return new Outcome.Progress();
  }

  private void enter(ConversationState state, Joined joined, Kept kept) {
    AccountId self = trust.self().account();
    long sequence = kept.sequence();
    long millis = kept.millis() > 0 ? kept.millis() : link.clock().serverMillis();
    Group group = joined.group();
    GroupRecord record = records.find(state.id());
    record.joined(self, group.epoch(), new GroupRecord.Since(sequence, millis));
    state.joined(group.epoch(), sequence);
    groups.membership().adopt(state, group);
    AccountId by = trust.leaves().certificate(joined.by()).account();
    if (state.isGroup() && !by.equals(self)) {
      lines.show(state, sequence, millis, by, List.of(new GroupChange.Added(self)));
    }
  }

  private Optional<Kept> find(ConversationId conversation) {
    return draft.get(PREFIX + conversation).map(Kept::decode);
  }
}
