package dev.godwit.device.group;

/// Where in a log something stands, and since when by the node's clock.
public record Place(long sequence, long timeMillis) {}
