package dev.godwit.gateway.rest;

/// How the node is.
public interface NodeStatus {

  /// Whether new connections should come here; false while the node drains.
  boolean isReady();

  /// All measurements in the text format of Prometheus.
  String metrics();
}
