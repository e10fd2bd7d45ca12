package dev.godwit.testkit.sim;

/// What can go wrong in a world, or make it harder. Which of them do in one world, and when, its
/// seed says.
public enum Trouble {
  /// Connections are cut, and either side may not notice.
  CUT,
  /// A connection carries nothing any more in one direction, and looks open to both sides.
  HALF_CUT,
  DEVICE_CRASH,
  /// A device is switched off for long.
  AWAY,
  /// A device takes long for each frame.
  SLOW_DEVICE,
  NODE_CRASH,
  /// A node says goodbye to its devices and stops.
  DRAIN,
  /// Writes fail, or nobody knows whether they happened.
  WRITE_FAULT,
  /// What a write of an unknown outcome was to write is written later.
  LATE_WRITE,
  READ_FAULT,
  SLOW_DISK,
  /// All clocks jump ahead, past retention too.
  LEAP,
  /// The store is lost, and nodes go on with a backup of it.
  RESTORE,
  /// The clock of a node jumps either way, or runs too fast or too slowly.
  NODE_CLOCK,
  /// The same of a device's clock.
  DEVICE_CLOCK,
  /// A second node works on the same store without knowing of the first, so that every
  /// conversation and every account has two homes.
  SECOND_HOME,
  /// People send much more than they may.
  OVERLOAD,
  /// There are many people.
  CROWD,
  /// Several nodes work together over a bus that loses, delays, doubles and reorders, that is cut
  /// in one direction or all, while they hear late, differently or wrongly who of them lives.
  SEVERAL_NODES
}
