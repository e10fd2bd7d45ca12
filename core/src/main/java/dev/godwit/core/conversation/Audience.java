package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import java.util.List;

/// The accounts that are told of something, divided by [Shares]. Immutable.
public final class Audience {
  private final List<List<AccountId>> byShare;

  Audience(List<List<AccountId>> byShare) {
    this.byShare = byShare;
  }

  static Audience of(Roster roster, Shares shares) {
    return new Audience(roster.divided(Roster.NONE, shares));
  }

  /// Those who were members before or are members after a commit: the removed ones see it too.
  static Audience of(Roster before, Roster after, Shares shares) {
    return new Audience(after.divided(before, shares));
  }

  public List<AccountId> accountsOf(int share) {
    return byShare.get(share);
  }
}
