package dev.godwit.testkit.sim;

import java.util.Optional;
import java.util.Set;

/// Makes a world that fails smaller, as long as it breaks the same rule: fewer kinds of trouble,
/// fewer people, less time.
public final class Reducer {
  /// Runs it spends at most.
  static final int RUNS_MAX = 40;

  private static final long MILLIS_MIN = 500;
  private static final int ACCOUNTS_MIN = 2;
  private static final int ACCOUNTS_MAX = 5;

  private final Kind kind;
  private int runs;

  public Reducer(Kind kind) {
    this.kind = kind;
  }

  /// The failure of the smallest world found, and in which the rule was broken first.
  AssertionError reduced(Setup setup, AssertionError failure) {
    Setup small = reduce(setup, rule(failure));
    AssertionError told = failure(small).orElse(failure);
    return new AssertionError(told.getMessage() + "\nfound in: " + kind + " " + setup, told);
  }

  /// The smallest world found that breaks the rule.
  public Setup reduce(Setup failing, String rule) {
    Setup small = failing;
    Set<Trouble> possible = Possible.of(new World(failing.seed()), failing);
    for (Trouble trouble : possible) {
      small = smaller(small, small.without(trouble), rule);
    }
    for (int most = ACCOUNTS_MAX; most >= ACCOUNTS_MIN; most--) {
      small = smaller(small, small.withAccounts(most), rule);
    }
    for (long millis = small.troubledMillis() / 2; millis >= MILLIS_MIN; millis /= 2) {
      small = smaller(small, small.withMillis(millis), rule);
    }
    return small;
  }

  private Setup smaller(Setup from, Setup to, String rule) {
    if (runs >= RUNS_MAX) {
      return from;
    }
    runs++;
    return failure(to).filter(failure -> rule(failure).equals(rule)).isPresent() ? to : from;
  }

  private Optional<AssertionError> failure(Setup setup) {
    try {
      kind.run(setup);
      return Optional.empty();
    } catch (AssertionError failure) {
      return Optional.of(failure);
    }
  }

  /// The rule that was broken, without what it was broken by.
  public static String rule(AssertionError failure) {
    String text = String.valueOf(failure.getMessage());
    String line = text.lines().findFirst().orElse(text);
    int from = line.indexOf(": ") + 1;
    int to = line.indexOf(", but: ");
    return line.substring(from, to < from ? line.length() : to).strip();
  }
}
