package dev.godwit.device.trust;

import dev.godwit.device.step.Draft;
import dev.godwit.wire.AccountId;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Accounts of which something has changed, and that are to be looked up. Each is kept until it
/// was, through restarts and however often it fails; there are never more than the device has met.
public final class Suspects {
  /// Accounts that are looked up at a time.
  static final int AT_ONCE_MAX = 16;

  private static final String PREFIX = "suspect/";

  private final Draft draft;
  private final Set<AccountId> waiting = new LinkedHashSet<>();
  private final Set<AccountId> asked = new HashSet<>();

  Suspects(Draft draft) {
    this.draft = draft;
    draft.scan(PREFIX).values().forEach(account -> waiting.add(AccountId.of(account)));
  }

  void add(AccountId account) {
    if (waiting.add(account)) {
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
