package dev.godwit.device.sync;

import dev.godwit.device.content.Content;
import dev.godwit.device.content.ContentCodec;
import dev.godwit.device.content.LossReason;
import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.group.CommitReader;
import dev.godwit.device.group.Groups;
import dev.godwit.device.group.Joining;
import dev.godwit.device.group.Place;
import dev.godwit.device.group.Talk;
import dev.godwit.device.intention.Intentions;
import dev.godwit.device.outbox.Outbox;
import dev.godwit.device.own.Settings;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.step.Message;
import dev.godwit.device.step.MessageState;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Group;
import dev.godwit.mls.MlsException;
import dev.godwit.mls.Received;
import dev.godwit.mls.Rule;
import dev.godwit.wire.Bytes;
import dev.godwit.wire.DeviceCertificate;
import dev.godwit.wire.Entry;
import dev.godwit.wire.EntryId;
import dev.godwit.wire.ErrorCode;
import dev.godwit.wire.Sent;
import java.util.Optional;

/// Reads one entry, once, in its turn: decrypts it, follows it, or says why it cannot be read.
public final class EntryReader {
  private final Conversations conversations;
  private final Trust trust;
  private final Groups groups;
  private final Joining joining;
  private final CommitReader commits;
  private final Talk talk;
  private final Intentions intentions;
  private final Outbox outbox;
  private final Draft draft;
  private final Settings settings;

  /// Who takes on what was read, by what it is: changes of the group, what people say, what an own
  /// device wanted, what the person has set.
  public record Readers(
      CommitReader commits, Talk talk, Intentions intentions, Settings settings) {}

  public EntryReader(
      Conversations conversations,
      Trust trust,
      Groups groups,
      Joining joining,
      Readers readers,
      Outbox outbox,
      Draft draft) {
    this.conversations = conversations;
    this.trust = trust;
    this.groups = groups;
    this.joining = joining;
    this.commits = readers.commits();
    this.talk = readers.talk();
    this.intentions = readers.intentions();
    this.settings = readers.settings();
    this.outbox = outbox;
    this.draft = draft;
  }

  void read(ConversationState state, Entry entry) {
    boolean own = trust.self().is(entry.account(), entry.device());
    switch (entry.kind()) {
      case APPLICATION -> {
        if (own) {
          readOwn(state, entry);
        } else {
          readMessage(state, entry);
        }
      }
      case COMMIT -> {
        state.changed(entry.sequence());
        if (!own) {
          commits.read(state, entry);
        } else if (!accepted(state, entry.id(), place(entry))) {
          foundOldCopy(state);
        }
      }
      case DEPARTURE -> {
        state.changed(entry.sequence());
        talk.departures().read(state, entry);
        intentions.left(state, entry.id());
      }
      case JOIN_REQUEST -> talk.requests().read(state, entry);
      case PROPOSAL, UNKNOWN -> {}
    }
  }

  /// An own commit has its place in the log. False when none with this id was waited for.
  private boolean accepted(ConversationState state, EntryId id, Place place) {
    boolean awaited = joining.accepted(state, id, place);
    if (awaited) {
      intentions.committed(state);
    }
    return awaited;
  }

  /// An own message whose answer was lost, or one that this store does not know. Where the message
  /// still waits here, and was sent nevertheless, the store is an old copy too. What comes again of
  /// a history that was said to be lost was shown when it was sent.
  private void readOwn(ConversationState state, Entry entry) {
    boolean later = isOfLaterState(state, entry);
    boolean known =
        said(state, entry.id(), place(entry), refusal(state, entry.id()))
            || state.hadReached(entry.sequence());
    if (!known) {
      lose(state, entry, LossReason.OWN_FORGOTTEN);
    }
    if (!known || later) {
      foundOldCopy(state);
    }
  }

  /// Whether an own message is under a key that this store has not used yet.
  private boolean isOfLaterState(ConversationState state, Entry entry) {
    try {
      return groups
          .find(state.id())
          .filter(group -> group.isOfLaterState(entry.payload().toArray()))
          .isPresent();
    } catch (MlsException e) {
      return false;
    }
  }

  /// Why the others do not take an own message where it stands now: by a change that this device
  /// had not read when it sent it.
  private Optional<ErrorCode> refusal(ConversationState state, EntryId id) {
    return outbox.find(state.id(), id).flatMap(content -> talk.refusal(state, content));
  }

  /// An own message has its place in the log. False when no such message waits.
  private boolean said(
      ConversationState state, EntryId id, Place place, Optional<ErrorCode> refusal) {
    if (refusal.isPresent()) {
      outbox.failed(state.id(), id, refusal.get());
      return true;
    }
    Optional<Content> said = outbox.sent(state.id(), id, place.sequence(), place.timeMillis());
    said.ifPresent(content -> talk.said(state, content, place));
    return said.isPresent();
  }

  private static Place place(Entry entry) {
    return new Place(entry.sequence(), entry.time());
  }

  /// An own commit or message has its place in the log. False when none with this id was waited
  /// for.
  boolean complete(ConversationState state, Sent sent) {
    Place place = new Place(sent.sequence(), sent.time());
    if (accepted(state, sent.id(), place)) {
      return true;
    }
    boolean isPassed = sent.sequence() <= state.position();
    if (said(state, sent.id(), place, isPassed ? Optional.empty() : refusal(state, sent.id()))) {
      return true;
    }
    if (intentions.isLeaving(state, sent.id())) {
      talk.departures().left(state, sent.id(), place);
      intentions.left(state, sent.id());
      return true;
    }
    return false;
  }

  /// The node has lost what came after `head`.
  void tellLost(ConversationState state, long head) {
    draft.tell(new Event.LogShortened(state.id(), head));
  }

  /// Shows that there was something that cannot be read. The row has an id of its own: whoever
  /// sends rubbish under the id of a message must not take that message away.
  void lose(ConversationState state, Entry entry, LossReason reason) {
    if (conversations.isOwn(state)) {
      settings.missed();
      return;
    }
    show(state, entry, hole(state, entry.sequence()), new Content.Lost(reason));
    draft.tell(new Event.Undecryptable(state.id(), entry.sequence(), entry.id(), reason));
  }

  /// Shows that everything up to `sequence` is past retention.
  void loseExpired(ConversationState state, long sequence) {
    if (conversations.isOwn(state)) {
      settings.missed();
      return;
    }
    EntryId id = hole(state, sequence);
    Message row =
        new Message(
            state.id(),
            id,
            sequence,
            0,
            trust.self().account(),
            trust.self().device(),
            state.timeMillis(),
            new MessageState.Received(),
            new Content.Lost(LossReason.EXPIRED));
    draft.put(row);
    draft.tell(new Event.Undecryptable(state.id(), sequence, id, LossReason.EXPIRED));
  }

  /// What was said before this device came in is not for it; what was under way then is missed.
  private void readMessage(ConversationState state, Entry entry) {
    Optional<Group> group = groups.find(state.id());
    if (group.isEmpty()) {
      lose(state, entry, LossReason.KEYS_MISSING);
      joining.repair(state);
      return;
    }
    if (entry.epoch() < Math.max(talk.joinedEpoch(state), state.joinedEpoch())) {
      if (!state.isBeforeEntering(entry.sequence())) {
        lose(state, entry, LossReason.KEYS_MISSING);
      }
      return;
    }
    try {
      Received received = group.get().process(entry.payload().toArray(), entry.time() / 1_000);
      take(state, entry, group.get(), received);
    } catch (MlsException e) {
      lose(state, entry, reason(e.rule()));
      repairIfBehind(state, entry, group.get(), e.rule());
    }
  }

  private void take(ConversationState state, Entry entry, Group group, Received received) {
    if (received instanceof Received.Application message) {
      groups.save(state.id(), group);
      if (isFrom(message, entry)) {
        arrive(state, entry, ContentCodec.decode(Bytes.owned(message.data().toByteArray())));
      } else {
        lose(state, entry, LossReason.NOT_AUTHENTIC);
      }
    } else {
      group.proposals().forEach(kept -> group.forget(kept.reference()));
      lose(state, entry, LossReason.NOT_AUTHENTIC);
    }
  }

  private void arrive(ConversationState state, Entry entry, Content content) {
    if (conversations.isOwn(state)) {
      hearOwn(content);
      return;
    }
    if (!talk.mayShow(state, entry.account(), content)) {
      lose(state, entry, LossReason.NOT_ALLOWED);
      return;
    }
    talk.follow(state, entry, content);
    joining.works(state);
    if (!content.isQuiet()) {
      tell(state, entry, content);
    }
  }

  /// What another device of the account says to its own.
  private void hearOwn(Content content) {
    if (content instanceof Content.Setting setting) {
      settings.onSet(setting);
    }
  }

  private void tell(ConversationState state, Entry entry, Content content) {
    Message message = show(state, entry, entry.id(), content);
    draft.tell(new Event.MessageArrived(message));
  }

  private static EntryId hole(ConversationState state, long sequence) {
    return new EntryId(state.id().low(), sequence);
  }

  private Message show(ConversationState state, Entry entry, EntryId id, Content content) {
    Message message =
        new Message(
            state.id(),
            id,
            entry.sequence(),
            0,
            entry.account(),
            entry.device(),
            entry.time(),
            new MessageState.Received(),
            content);
    draft.put(message);
    state.touch(entry.time());
    return message;
  }

  /// Whether the encryption says the same of the sender and the id as the entry does.
  private boolean isFrom(Received.Application message, Entry entry) {
    DeviceCertificate sender = trust.leaves().certificate(message.sender());
    return sender.account().equals(entry.account())
        && sender.device().equals(entry.device())
        && Bytes.owned(message.authenticatedData().toByteArray()).equals(entry.id().toBytes());
  }

  private static LossReason reason(Rule rule) {
    return switch (rule) {
      case EPOCH_NOT_KEPT, WRONG_EPOCH, UNKNOWN_SENDER, GENERATION_TOO_FAR, GROUP_NOT_ACTIVE ->
          LossReason.KEYS_MISSING;
      default -> LossReason.NOT_AUTHENTIC;
    };
  }

  /// A message of a past epoch may be lost for good; one of this epoch or a later one shows that
  /// this device's keys are not the group's. A message that comes twice shows nothing.
  private void repairIfBehind(ConversationState state, Entry entry, Group group, Rule rule) {
    if (entry.epoch() >= group.epoch() && rule != Rule.KEY_CONSUMED) {
      joining.repair(state);
    }
  }

  /// Keys that were used after the copy was made must not be used again: joins anew.
  private void foundOldCopy(ConversationState state) {
    if (state.standing() != Standing.REPAIRING) {
      draft.tell(new Event.OldCopyDetected(state.id()));
      joining.repair(state);
    }
  }
}
