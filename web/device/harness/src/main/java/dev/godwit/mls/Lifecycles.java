package dev.godwit.mls;

/// The simulated lives of groups that mls' tests go through.
public final class Lifecycles {
  private Lifecycles() {}

  /// As many as the property `godwit.mls.seeds` says; prints how much happened.
  public static void run() {
    new LifecycleSim().membersAgreeAndOthersReadNothing();
  }
}
