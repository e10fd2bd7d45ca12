package dev.godwit.core.routing;

/// What a worker is told about the node's settings. Units are in the names.
///
/// @param heartbeatMillis how often a device says it is alive
/// @param silentMillisMax a session without a frame for this long is closed
/// @param windowEntriesMax entries in flight per session
/// @param conversationsBytesMax memory for conversations; beyond it those that nobody needs go
/// @param accountsBytesMax memory for accounts; beyond it those that nobody is connected with go
/// @param receiptMillis for conversations of more than `receiptMembersAtOnce` members: how long
///     receipts are gathered before they go out
/// @param sendsPerSecond entries that one session may send in the long run
/// @param sendsBurstMax entries that one session may send at once
public record WorkerConfig(
    int heartbeatMillis,
    int silentMillisMax,
    int windowEntriesMax,
    long conversationsBytesMax,
    long accountsBytesMax,
    int receiptMillis,
    int receiptMembersAtOnce,
    int sendsPerSecond,
    int sendsBurstMax) {}
