package dev.godwit.device.session;

/// The way to the node: the session, the calls beside it, and the time.
public record Link(Session session, Calls calls, Clock clock) {}
