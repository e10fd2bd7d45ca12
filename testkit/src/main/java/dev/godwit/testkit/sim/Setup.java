package dev.godwit.testkit.sim;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Which world to run. A world without something is a smaller one, in which a failure is easier to
/// understand.
///
/// @param without what does not go wrong whatever the seed says
/// @param accountsMax people at most; 0: as many as the seed says
/// @param troubledMillis for how long things go wrong
public record Setup(long seed, Set<Trouble> without, int accountsMax, long troubledMillis) {
  static final long TROUBLED_MILLIS = 20_000;

  public Setup {
    EnumSet<Trouble> copy = EnumSet.noneOf(Trouble.class);
    copy.addAll(without);
    without = Collections.unmodifiableSet(copy);
  }

  /// The whole world of that seed.
  public static Setup of(long seed) {
    return new Setup(seed, Set.of(), 0, TROUBLED_MILLIS);
  }

  Setup without(Trouble trouble) {
    return without(Set.of(trouble));
  }

  Setup without(Set<Trouble> troubles) {
    EnumSet<Trouble> more = EnumSet.noneOf(Trouble.class);
    more.addAll(without);
    more.addAll(troubles);
    return new Setup(seed, more, accountsMax, troubledMillis);
  }

  Setup withAccounts(int most) {
    return new Setup(seed, without, most, troubledMillis);
  }

  Setup withMillis(long millis) {
    return new Setup(seed, without, accountsMax, millis);
  }

  /// The options of `./bench sim` that run this world again.
  @Override
  public String toString() {
    StringBuilder options = new StringBuilder("--seed ").append(seed);
    if (!without.isEmpty()) {
      options.append(" --without ");
      options.append(String.join(",", without.stream().map(Trouble::name).toList()));
    }
    if (accountsMax != 0) {
      options.append(" --accounts ").append(accountsMax);
    }
    if (troubledMillis != TROUBLED_MILLIS) {
      options.append(" --millis ").append(troubledMillis);
    }
    return options.toString();
  }
}
