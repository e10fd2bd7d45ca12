package dev.godwit.device.trust;

import dev.godwit.device.session.Calls;
import dev.godwit.device.session.Link;
import dev.godwit.device.session.Retries;
import dev.godwit.device.step.Answer;
import dev.godwit.device.step.Call;
import dev.godwit.device.step.Draft;
import dev.godwit.device.step.Event;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.ConversationId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Learns the handles of accounts that are shown to the person and were never looked up.
public final class Names {
  /// With more than this to ask for, a group's whole list of members is asked for instead.
  private static final int SINGLE_MAX = 8;

  /// Members of a group that are named as soon as they come in; in a larger one, when they are
  /// shown.
  private static final int NAMED_AT_ONCE_MAX = 64;

  /// Accounts that are asked for again when the node could not be asked; more are when they are
  /// shown again.
  static final int UNSAID_MAX = 64;

  private final Identities identities;
  private final Calls calls;
  private final Retries<AccountId> retries;
  private final Draft draft;
  private final Set<AccountId> asked = new HashSet<>();

  /// Of those, whom the node was asked for and did not say: they are asked for again.
  private final Set<AccountId> unsaid = new LinkedHashSet<>();

  private final Set<ConversationId> listed = new HashSet<>();

  public Names(Identities identities, Link link, Draft draft) {
    this.identities = identities;
    this.calls = link.calls();
    this.retries = link.retries();
    this.draft = draft;
  }

  /// These are about to be shown. Each is asked for until the node says who it is, or that it is
  /// nobody; told by [dev.godwit.device.step.Event.NamesLearned].
  public void want(ConversationId conversation, Collection<AccountId> accounts) {
    List<AccountId> unknown =
        accounts.stream()
            .filter(account -> !account.isNone() && identities.handleOf(account).isEmpty())
            .filter(asked::add)
            .toList();
    if (unknown.size() > SINGLE_MAX) {
      listed.add(conversation);
      fetch(conversation);
    } else {
      unknown.forEach(this::ask);
    }
  }

  private void ask(AccountId account) {
    calls.make(new Call.FindAccount(account), ConversationId.NONE);
  }

  /// Asks again for those of whom the node could not be asked.
  public void pump() {
    List<AccountId> due = unsaid.stream().filter(retries::isDue).toList();
    unsaid.removeAll(due);
    due.forEach(this::ask);
  }

  public void onConnected() {
    retries.hurry();
  }

  /// Asks once for the whole list of a group's members, which also says since when they are that.
  public void list(ConversationId conversation) {
    if (listed.add(conversation)) {
      fetch(conversation);
    }
  }

  private void fetch(ConversationId conversation) {
    calls.make(new Call.FetchMembers(conversation), ConversationId.NONE);
  }

  /// These have come into a group of so many.
  public void welcome(ConversationId conversation, Collection<AccountId> accounts, int members) {
    if (members <= NAMED_AT_ONCE_MAX) {
      want(conversation, accounts);
    }
  }

  public void onAnswer(AccountId account, Answer answer) {
    if (asked.contains(account) && answer.isForNow() && unsaid.size() < UNSAID_MAX) {
      retries.later(account, answer.waitMillis());
      unsaid.add(account);
      return;
    }
    asked.remove(account);
    retries.reset(account);
    if (answer instanceof Answer.Account found && found.account().equals(account)) {
      identities.handle(found.handle(), account);
      draft.tell(new Event.NamesLearned(List.of(account)));
    }
  }

  public void onMembers(ConversationId conversation, Answer answer) {
    if (!(answer instanceof Answer.Members)) {
      listed.remove(conversation);
    }
    if (answer instanceof Answer.Members(_, var members)) {
      List<AccountId> learned = new ArrayList<>();
      for (Answer.Member member : members) {
        if (identities.handleOf(member.account()).isEmpty()) {
          identities.handle(member.handle(), member.account());
          learned.add(member.account());
        }
      }
      unsaid.removeAll(learned);
      learned.forEach(retries::reset);
      draft.tell(new Event.NamesLearned(learned));
    }
    asked.retainAll(unsaid);
  }
}
