package dev.godwit.device.trust;

import dev.godwit.device.step.Draft;
import dev.godwit.wire.AccountId;
import dev.godwit.wire.Limits;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Accounts of which something has changed, and that are to be looked up. Each is kept until it
/// was, through restarts and however often it fails.
public final class Suspects {
  /// Accounts that are looked up at a time.
  static final int AT_ONCE_MAX = 16;

  /// Accounts that are kept, as many as four of the largest groups have; who is not among them is
  /// looked up when something shows of it again. A node may name any accounts it likes.
  static final int KEPT_MAX = 4 * Limits.GROUP_MEMBERS_MAX;

  private static final String PREFIX = "suspect/";

  private final Draft draft;
  private final Set<AccountId> waiting = new LinkedHashSet<>();
  private final Set<AccountId> asked = new HashSet<>();

  Suspects(Draft draft) {
    this.draft = draft;
    draft.scan(PREFIX).values().forEach(account -> waiting.add(AccountId.of(account)));
  }

  void add(AccountId account) {
    boolean hasRoom = asked.contains(account) || waiting.size() + asked.size() < KEPT_MAX;
    if (hasRoom && waiting.add(account)) {
      draft.put(PREFIX + account, account.toBytes());
    }
  }

  /// Those that are due. What changes meanwhile is asked for once more.
  public List<AccountId> ask(Predicate<AccountId> isDue) {
    List<AccountId> now =
        waiting.stream()
            .filter(account -> !asked.contains(account) && isDue.test(account))
            .limit(AT_ONCE_MAX - asked.size())
            .toList();
    asked.addAll(now);
    now.forEach(waiting::remove);
    return now;
  }

  /// Whether the account was asked for and there was no answer yet.
  public boolean isAsked(AccountId account) {
    return asked.contains(account);
  }

  /// There is an answer, whatever it says.
  public void answered(AccountId account) {
    if (asked.remove(account) && !waiting.contains(account)) {
      draft.delete(PREFIX + account);
    }
  }

  /// There is none: it is to be asked for again.
  public void failed(AccountId account) {
    if (asked.remove(account)) {
      waiting.add(account);
    }
  }
}
