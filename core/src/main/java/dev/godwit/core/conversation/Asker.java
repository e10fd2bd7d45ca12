package dev.godwit.core.conversation;

/// Whoever waits for an answer. The machine only hands it back.
public interface Asker {}
