package dev.godwit.core.routing;

import java.util.List;

/// What a worker tells a worker of another node in one turn.
///
/// @param run of the sender: larger after each start of its node, never 0
/// @param number 1, 2, 3, … of all letters from this worker to that one in this run
/// @param hears the run of the receiver that the sender hears; 0 for none
/// @param missed how often the sender found that letters of the receiver were missing
/// @param homes how often the sender has changed its mind about where the homes are
/// @param messages in their order; none when it only says that the sender lives
public record Letter(
    Seat from,
    Seat to,
    long run,
    long number,
    long hears,
    long missed,
    long homes,
    List<Input.Internal> messages) {
  /// Messages in one letter; what is beyond is lost, and the receiver finds that it is.
  public static final int MESSAGES_MAX = 65_536;

  public Letter {
    messages = List.copyOf(messages);
  }
}
