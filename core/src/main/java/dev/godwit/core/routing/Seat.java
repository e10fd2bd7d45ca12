package dev.godwit.core.routing;

/// One worker of one node.
public record Seat(int node, int worker) {}
