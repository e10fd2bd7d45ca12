package dev.godwit.core.log;

/// An intent is known by the entry it came with.
public record IntentId(LogId log, long sequence) {}
