package dev.godwit.core.session;

/// One live connection, numbered by the node that holds it and never reused while the node runs.
public record SessionId(long value) {}
