package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.Conversations;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.conversation.GroupRecords;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Retries;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.device.trust.Trust;
import dev.godwit.mls.Member;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Who had left a group before this device came into it from outside: their leaves may still be
/// there, and the entry that says it is past, so the node says who is a member. Whoever has a leaf
/// and is none has left, and is taken out; so is a device that has turned out to be revoked. The
/// same when the node takes no additions and this device was told of nobody who departed.
///
/// The node may be ahead of what was read here: who was taken out meanwhile has not left before. So
/// its answer waits until the entry is read by which it is so.
public final class Leavers {
  private final Trust trust;
  private final Link link;
  private final Conversations conversations;
  private final Groups groups;
  private final GroupRecords records;
  private final Looks looks;
  private final Draft draft;
  private final Retries<ConversationId> retries;

  /// Answers that are ahead, one for each conversation that asks; of this session only, since a
  /// restored node begins another.
  private final Map<ConversationId, Answer.Members> ahead = new HashMap<>();

  public Leavers(
      Trust trust,
      Link link,
      Conversations conversations,
      GroupStore store,
      Looks looks,
      Draft draft) {
    this.trust = trust;
    this.link = link;
    this.conversations = conversations;
    this.groups = store.groups();
    this.records = store.records();
    this.looks = looks;
    this.draft = draft;
    this.retries = link.retries();
  }

  public void onDisconnected() {
    ahead.clear();
  }

  /// Asks the node once after coming in.
  public void pump(ConversationState state) {
    if (isIdle(state)) {
      return;
    }
    Answer.Members answer = ahead.get(state.id());
    if (answer != null) {
      compareWhenRead(state, answer);
    } else if (link.session().isCaughtUp()
        && !link.calls().isWaiting(state.id())
        && retries.isDue(state.id())) {
      link.calls().make(new Call.FetchMembers(state.id()), state.id());
    }
  }

  public boolean isIdle(ConversationState state) {
    return !state.isUnsure() || state.standing() != Standing.OPEN || state.isHeld();
  }

  public void onAnswer(ConversationState state, Answer answer) {
    if (isIdle(state)) {
      return;
    }
    if (answer instanceof Answer.Members members) {
      ahead.put(state.id(), members);
    } else {
      retries.later(state.id(), answer.waitMillis());
    }
    conversations.wake(state.id());
  }

  /// Who has come behind the answer is not in it: then the node is asked again.
  private void compareWhenRead(ConversationState state, Answer.Members answer) {
    if (state.position() < answer.sequence()) {
      return;
    }
    ahead.remove(state.id());
    if (state.changedAt() > answer.sequence()) {
      retries.later(state.id(), 0);
      return;
    }
    Set<AccountId> roster = new HashSet<>();
    answer.members().forEach(member -> roster.add(member.account()));
    groups.find(state.id()).ifPresent(group -> compare(state, group.members(), roster));
    state.unsure(false);
    conversations.save(state);
  }

  private void compare(ConversationState state, List<Member> members, Set<AccountId> roster) {
    groups.membership().takeOutRevoked(state, members);
    Leaves leaves = Leaves.of(members, trust.leaves());
    GroupRecord record = records.find(state.id());
    List<AccountId> left =
        leaves.accounts().stream()
            .filter(account -> record.isMember(account) && !roster.contains(account))
            .toList();
    if (!left.isEmpty()) {
      left.forEach(account -> record.left(account, List.copyOf(leaves.devices(account))));
      records.save(state.id(), record);
      groups.membership().departed(state);
      looks.update(state);
      draft.tell(new Event.GroupChanged(state.id()));
    }
  }
}
