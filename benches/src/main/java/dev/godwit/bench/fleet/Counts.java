package dev.godwit.bench.fleet;

import java.util.Map;

/// How often something has happened since the fleet began.
///
/// @param atNanos when this was counted, on the clock of `System.nanoTime`
/// @param acknowledged messages with one tick
/// @param shown messages at their receivers
/// @param receipted messages with two ticks
/// @param gaps times that a device found an entry missing and fetched it
/// @param closed connections that ended
/// @param refusals by the name of the error
public record Counts(
    long atNanos,
    long acknowledged,
    long shown,
    long receipted,
    long gaps,
    long closed,
    Map<String, Long> refusals) {}
