package dev.godwit.core.conversation;

/// When receipts go out.
///
/// @param membersAtOnce conversations of more members gather their receipts
/// @param gatherMillis for how long
public record ReceiptConfig(int membersAtOnce, int gatherMillis) {}
