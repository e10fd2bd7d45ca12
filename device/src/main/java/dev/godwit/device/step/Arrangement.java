package dev.godwit.device.step;

/// What the person has set for one conversation, the same on all their devices.
///
/// @param mutedUntilMillis no notice is wanted before this time, 0 for not muted
/// @param pinned shown before the others
/// @param archived shown in a place of its own, whatever comes
/// @param draft a text that is not sent yet, empty for none
public record Arrangement(long mutedUntilMillis, boolean pinned, boolean archived, String draft) {
  /// Nothing is set.
  public static final Arrangement NONE = new Arrangement(0, false, false, "");

  public Arrangement muted(long untilMillis) {
    return new Arrangement(untilMillis, pinned, archived, draft);
  }

  public Arrangement pinned(boolean now) {
    return new Arrangement(mutedUntilMillis, now, archived, draft);
  }

  public Arrangement archived(boolean now) {
    return new Arrangement(mutedUntilMillis, pinned, now, draft);
  }

  public Arrangement drafted(String text) {
    return new Arrangement(mutedUntilMillis, pinned, archived, text);
  }

  /// What is private is not shown.
  @Override
  public String toString() {
    return "Arrangement[" + mutedUntilMillis + ", " + pinned + ", " + archived + "]";
  }
}
