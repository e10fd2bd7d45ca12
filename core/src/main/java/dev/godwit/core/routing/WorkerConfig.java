package dev.godwit.core.routing;

/// What a worker is told about the node's settings. Units are in the names.
///
/// @param heartbeatMillis how often a device says it is alive
/// @param silentMillisMax a session without a frame for this long is closed
/// @param windowEntriesMax entries in flight per session
/// @param conversationsCachedMax conversations held in memory while nobody needs them
/// @param accountsCachedMax accounts held in memory while nobody is connected
/// @param receiptMillis for conversations of more than `receiptMembersAtOnce` members: how long
///     receipts are gathered before they go out
/// @param sendsPerSecond entries that one session may send in the long run
/// @param sendsBurstMax entries that one session may send at once
public record WorkerConfig(
    int heartbeatMillis,
    int silentMillisMax,
    int windowEntriesMax,
    int conversationsCachedMax,
    int accountsCachedMax,
    int receiptMillis,
    int receiptMembersAtOnce,
    int sendsPerSecond,
    int sendsBurstMax) {}
