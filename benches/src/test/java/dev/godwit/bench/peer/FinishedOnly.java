package dev.godwit.bench.peer;

/// Wants one message in flight, and counts those with both ticks.
final class FinishedOnly implements User.Around {
  int finished;

  @Override
  public int inFlightWanted() {
    return 1;
  }

  @Override
  public void onReady() {}

  @Override
  public void onStored() {}

  @Override
  public void onShown() {}

  @Override
  public void onFinished() {
    finished++;
  }

  @Override
  public void onFailure(String why) {
    throw new AssertionError(why);
  }
}
