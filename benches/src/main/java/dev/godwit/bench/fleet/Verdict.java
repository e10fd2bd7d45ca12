package dev.godwit.bench.fleet;

/// What became of the messages of one sender, or of many.
///
/// @param acknowledged had their one tick
/// @param shown reached the receiver, each counted once
/// @param lost had their one tick and were not shown
/// @param doubled showings of something that was shown already
/// @param outOfOrder shown behind a later one, or at another sequence than the sender was told
public record Verdict(long acknowledged, long shown, long lost, long doubled, long outOfOrder) {
  public static final Verdict NONE = new Verdict(0, 0, 0, 0, 0);

  public Verdict plus(Verdict other) {
    return new Verdict(
        acknowledged + other.acknowledged,
        shown + other.shown,
        lost + other.lost,
        doubled + other.doubled,
        outOfOrder + other.outOfOrder);
  }

  public boolean isClean() {
    return lost == 0 && doubled == 0 && outOfOrder == 0;
  }
}
