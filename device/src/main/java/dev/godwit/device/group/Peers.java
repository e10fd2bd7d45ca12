package dev.godwit.device.group;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Retries;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.mls.Group;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.List;

/// Who the other one of a direct conversation is. Its group says so as long as the other one has a
/// device in it; then the name is to be found. Else the node says who is a member, and the id of
/// the conversation shows whether that is right.
final class Peers {
  private final Link link;
  private final Groups groups;
  private final Retries<ConversationId> retries;

  Peers(Link link, Groups groups, Retries<ConversationId> retries) {
    this.link = link;
    this.groups = groups;
    this.retries = retries;
  }

  /// Whether something is not known that is to be found.
  boolean isWanted(ConversationState state) {
    return isUnknown(state) || isNameless(state);
  }

  /// Whether this device is in a direct conversation and cannot see with whom.
  boolean isUnknown(ConversationState state) {
    return groups.has(state.id()) && !state.isDirect() && !state.isGroup();
  }

  private static boolean isNameless(ConversationState state) {
    return state.isDirect() && state.peerHandle().isEmpty();
  }

  void find(ConversationState state) {
    Call call =
        isUnknown(state) ? new Call.FetchMembers(state.id()) : new Call.FindAccount(state.peer());
    link.calls().make(call, state.id());
  }

  /// The members as the node says.
  void onMembers(ConversationState state, List<Answer.Member> members) {
    if (isUnknown(state) && !isFound(state, members)) {
      retries.later(state.id(), Joining.REFUSED_MILLIS);
    }
  }

  private boolean isFound(ConversationState state, List<Answer.Member> members) {
    List<AccountId> roster = members.stream().map(Answer.Member::account).toList();
    Group group = groups.find(state.id()).orElseThrow();
    return groups.membership().adopt(state, group, roster);
  }
}
