package dev.godwit.core.session;

/// What sessions are told about the node's settings.
///
/// @param heartbeatMillis how often a device says it is alive
/// @param silentMillisMax a session without a frame for this long is closed
/// @param windowEntriesMax entries in flight
/// @param sendsPerSecond in the long run
/// @param sendsBurstMax at once
/// @param hasOthers whether other nodes work on the same store, and what they tell may be lost
public record SessionConfig(
    int heartbeatMillis,
    int silentMillisMax,
    int windowEntriesMax,
    int sendsPerSecond,
    int sendsBurstMax,
    boolean hasOthers) {}
