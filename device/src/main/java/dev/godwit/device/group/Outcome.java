package dev.godwit.device.group;

import dev.godwit.wire.ErrorCode;

/// How one try on the way into a group went.
sealed interface Outcome {

  /// It goes on: a call or a commit is under way, or the group is there.
  record Progress() implements Outcome {}

  /// To be tried again, not before so many milliseconds.
  record Later(long millis) implements Outcome {}

  /// It never will; what waits to be sent cannot be.
  record Failed(ErrorCode code) implements Outcome {}

  /// There is no way in but a rejoin.
  record Broken() implements Outcome {}
}
