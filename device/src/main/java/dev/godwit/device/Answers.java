package dev.godwit.device;

import dev.godwit.device.conversation.ConversationState;
import dev.godwit.device.conversation.GroupRecord;
import dev.godwit.device.session.Calls;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Conversation.Standing;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import dev.godwit.wire.ErrorCode;

/// Gives each answer to the part that made the call.
final class Answers {
  private final Machines machines;

  Answers(Machines machines) {
    this.machines = machines;
  }

  void on(long callId, Answer answer) {
    machines.calls.answered(callId).ifPresent(made -> on(made, answer));
  }

  private void on(Calls.Made made, Answer answer) {
    switch (made.call()) {
      case Call.FindHandle(var handle) -> onFound(handle, answer);
      case Call.CountKeyPackages _, Call.PublishKeyPackages _ -> machines.shelf.onAnswer(answer);
      case Call.ClaimManyKeyPackages _ -> onClaimed(made, answer);
      case Call.FetchMembers(var conversation) -> {
        onMembers(conversation, answer);
        machines
            .conversations
            .find(made.conversation())
            .ifPresent(state -> onMembers(state, made, answer));
      }
      case Call.FindAccount(var account) when made.conversation().isNone() ->
          onLookedUp(account, answer);
      case Call.ClaimOwnKeyPackages(var device, _) -> machines.inviting.onAnswer(device, answer);
      case Call.FindAccount _,
          Call.ClaimKeyPackages _,
          Call.FetchWelcome _,
          Call.FetchGroupInfo _ ->
          onJoining(made, answer);
    }
  }

  private void onLookedUp(AccountId account, Answer answer) {
    machines.names.onAnswer(account, answer);
    machines.identityWatch.onAnswer(account, answer);
  }

  private void onJoining(Calls.Made made, Answer answer) {
    machines
        .conversations
        .find(made.conversation())
        .ifPresent(state -> machines.joining.onAnswer(state, made.call(), answer));
    machines.conversations.wake(made.conversation());
  }

  private void onClaimed(Calls.Made made, Answer answer) {
    machines.conversations.find(made.conversation()).ifPresent(state -> onClaimed(state, answer));
    machines.conversations.wake(made.conversation());
  }

  private void onClaimed(ConversationState state, Answer answer) {
    switch (answer) {
      case Answer.ManyKeyPackages claimed -> machines.intentions.onKeyPackages(state, claimed);
      case Answer.Refused(var code, var millis) ->
          machines.intentions.onRefused(state, code, millis);
      default -> machines.intentions.onUnreachable(state);
    }
  }

  /// Since when those are members who were there before this device is the node's word.
  private void onMembers(ConversationId conversation, Answer answer) {
    machines.names.onMembers(conversation, answer);
    if (answer instanceof Answer.Members(_, var members)) {
      GroupRecord record = machines.records.find(conversation);
      for (Answer.Member member : members) {
        record.learned(
            member.account(), new GroupRecord.Since(member.sinceSequence(), member.sinceMillis()));
      }
      machines.records.save(conversation, record);
      machines.draft.tell(new Event.GroupChanged(conversation));
    }
  }

  /// Where this device is in, it asks who has left; else with whom it is.
  private void onMembers(ConversationState state, Calls.Made made, Answer answer) {
    if (state.standing() == Standing.OPEN) {
      machines.leavers.onAnswer(state, answer);
    } else {
      onJoining(made, answer);
    }
  }

  private void onFound(String handle, Answer answer) {
    Event event =
        switch (answer) {
          case Answer.Account account -> found(handle, account);
          case Answer.Refused(var code, _) -> new Event.AccountNotFound(handle, code);
          case Answer.KeyPackages _,
              Answer.ManyKeyPackages _,
              Answer.Members _,
              Answer.Done _,
              Answer.Count _,
              Answer.Welcome _,
              Answer.NewestGroupInfo _,
              Answer.Unreachable _ ->
              new Event.AccountNotFound(handle, ErrorCode.OVERLOADED);
        };
    machines.draft.tell(event);
  }

  void learn(Answer.Account account) {
    machines.trust.identities().handle(account.handle(), account.account());
    machines.trust.identities().told(account.account(), account.identityKey());
  }

  private Event found(String handle, Answer.Account account) {
    machines.trust.identities().handle(handle, account.account());
    machines.trust.identities().handle(account.handle(), account.account());
    machines.trust.identities().told(account.account(), account.identityKey());
    return new Event.AccountFound(handle, account.account());
  }
}
