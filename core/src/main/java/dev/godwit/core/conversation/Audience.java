package dev.godwit.core.conversation;

import dev.godwit.wire.AccountId;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// The accounts that are told of something, divided by [Shares]. Immutable. It shares the ids of
/// the roster.
public final class Audience {
  private final Roster roster;

  /// Places in the roster, by share.
  private final char[][] places;

  /// Accounts that are not in the roster, by share; most often none.
  private final List<List<AccountId>> others;

  private Audience(Roster roster, char[][] places, List<List<AccountId>> others) {
    this.roster = roster;
    this.places = places;
    this.others = others;
  }

  static Audience of(Roster roster, Shares shares) {
    return new Audience(roster, divided(roster, shares), List.of());
  }

  /// Those who were members before or are members after a commit: the removed ones see it too.
  static Audience of(Roster before, Roster after, Shares shares) {
    List<List<AccountId>> gone = new ArrayList<>();
    for (int share = 0; share < shares.count(); share++) {
      gone.add(new ArrayList<>());
    }
    before.accounts().stream()
        .filter(account -> !after.contains(account))
        .forEach(account -> gone.get(shares.of(account)).add(account));
    return new Audience(after, divided(after, shares), gone);
  }

  /// Some of the members.
  static Audience of(Roster roster, Collection<AccountId> some, Shares shares) {
    List<List<AccountId>> chosen = new ArrayList<>();
    for (int share = 0; share < shares.count(); share++) {
      chosen.add(new ArrayList<>());
    }
    some.stream()
        .filter(roster::contains)
        .forEach(account -> chosen.get(shares.of(account)).add(account));
    return new Audience(roster, new char[shares.count()][0], chosen);
  }

  private static char[][] divided(Roster roster, Shares shares) {
    char[][] divided = new char[shares.count()][roster.size()];
    int[] sizes = new int[shares.count()];
    for (int place = 0; place < roster.size(); place++) {
      int share = shares.of(roster.accountAt(place));
      divided[share][sizes[share]++] = (char) place;
    }
    for (int share = 0; share < sizes.length; share++) {
      divided[share] = Arrays.copyOf(divided[share], sizes[share]);
    }
    return divided;
  }

  public List<AccountId> accountsOf(int share) {
    List<AccountId> members = new Part(roster, places[share]);
    if (others.isEmpty() || others.get(share).isEmpty()) {
      return members;
    }
    List<AccountId> all = new ArrayList<>(members);
    all.addAll(others.get(share));
    return all;
  }

  private static final class Part extends AbstractList<AccountId> {
    private final Roster roster;
    private final char[] places;

    Part(Roster roster, char[] places) {
      this.roster = roster;
      this.places = places;
    }

    @Override
    public AccountId get(int at) {
      return roster.accountAt(places[at]);
    }

    @Override
    public int size() {
      return places.length;
    }
  }
}
