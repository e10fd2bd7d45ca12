package dev.godwit.device.group;

import dev.godwit.device.conversation.GroupRecords;

/// All that a device keeps of its groups: their MLS states, what is known of them beside MLS, and
/// the own commits that wait for the node's answer.
public record GroupStore(Groups groups, GroupRecords records, OwnCommits pending) {}
